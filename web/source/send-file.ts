// A file on its way to the server: how much of it is there, and a way to stop. `fetch` tells nothing of what was sent yet.
import { Fault } from '@yike/core/base/fault.ts'
import { addressOf, call } from '../api/call.ts'
import { Problem } from '../api/problem.ts'
import type { Upload, UploadKind } from './office-lists.ts'

/** What is sent, and where. */
interface Sending {
  readonly path: string
  readonly file: Blob
  readonly name: string
  readonly kind: UploadKind
  readonly datum: string | null
}

/** Sends it; `hear` is told the share that has been sent, 0–1. Throws Problem where it is refused, the fault `cancelled` where it was stopped. */
export async function sendFile(sending: Sending, hear: (share: number) => void, signal: AbortSignal): Promise<Upload> {
  await call('GET', '/api/me') // whose session has ended signs in again before the file goes, not after
  const { path, file, name, kind, datum } = sending
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf(path, { kind, name, datum }))
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('accept', 'application/json')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => hear(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const body = (request.response ?? {}) as Record<string, unknown>
      if (request.status >= 200 && request.status < 300) resolve(body as unknown as Upload)
      else reject(new Problem(request.status, body))
    }
    request.onerror = () => reject(new TypeError('network'))
    request.onabort = () => reject(new Fault('cancelled'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
