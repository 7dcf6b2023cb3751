// A process that migrates, for tests that kill it or let several run at once: node migrate-once.ts URL FOLDER.
import { migrate } from '../db/migrate.ts'

const [url, folder] = process.argv.slice(2)
console.log(JSON.stringify(await migrate(url!, { folder })))
