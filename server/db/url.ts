// Addresses of databases: the same server by another name, login or role.

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.href
}

/** The same database, another login. */
export function withLogin(url: string, user: string, password: string): string {
  const other = new URL(url)
  other.username = encodeURIComponent(user)
  other.password = encodeURIComponent(password)
  return other.href
}

/** The same login, whose sessions begin (and after RESET ROLE are again) in `role`. */
export function withRole(url: string, role: string): string {
  const other = new URL(url)
  const options = other.searchParams.get('options')
  other.searchParams.delete('options')
  // the driver wants %20 where URLSearchParams writes +
  const text = encodeURIComponent(`${options ? `${options} ` : ''}-c role=${role}`)
  return `${other.href}${other.search ? '&' : '?'}options=${text}`
}
