-- The application deletes only what it has to: what it was brought and reads anew, bytes that nothing names, what has run out.
-- Results of runs, roles, tokens and invitations stay, whoever has its login.
revoke delete on appointment, token, invitation, run_file, coverage, circle, mapping from yike_app;
