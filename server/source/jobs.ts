// The jobs of uploads, for the worker.
export { applyUpload as apply } from './apply.ts'
export { readUpload as read } from './read.ts'
