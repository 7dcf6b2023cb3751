export { openBlobs } from './blobs.ts'
