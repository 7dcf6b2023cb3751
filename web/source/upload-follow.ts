// An upload as the server has it: followed while it is being read or taken in, said how to read it, taken in.
import { useQuery } from '@tanstack/react-query'
import { call, tell } from '../api/call.ts'
import { Problem } from '../api/problem.ts'
import { forget, queries } from '../api/queries.ts'
import type { Upload, UploadOptions } from './office-lists.ts'
import type { HowToRead } from './upload-messages.ts'

/** Address of an upload, and what lies under it. */
export const uploadPath = (id: string, more = ''): string => `/api/uploads/${encodeURIComponent(id)}${more}`

/** Whether the server is at work on it. */
export const isBusy = ({ state }: Pick<Upload, 'state'>): boolean =>
  state === 'received' || state === 'reading' || state === 'applying'

/** How often the server is asked while it works: uploads have no events. */
const EVERY_MS = 1_000

/** An upload, followed. */
export const useUpload = (id: string) =>
  useQuery({
    queryKey: [uploadPath(id), {}],
    queryFn: ({ signal }) => call<Upload>('GET', uploadPath(id), { signal }),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? EVERY_MS : false),
  })

const remember = async (upload: Upload): Promise<Upload> => {
  queries.setQueryData([uploadPath(upload.id), {}], upload)
  await forget('/api/offices/')
  return upload
}

/** Says how it is to be read. The reading that goes on may be done first: then once more, on what it left. */
export async function sayReading(upload: Upload, how: Pick<HowToRead, 'columns' | 'datum'>, options: UploadOptions) {
  let seen = upload.version
  for (let left = 3; ; left--) {
    try {
      const body = { columns: how.columns, datum: how.datum, options }
      return await remember((await tell<Upload>('PUT', uploadPath(upload.id, '/reading'), { body, seen })).body)
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'changed-meanwhile' || error.version === null || left === 0)
        throw error
      seen = error.version
    }
  }
}

/** Waits until the server has read it. */
async function untilRead(id: string): Promise<Upload> {
  for (;;) {
    const upload = await call<Upload>('GET', uploadPath(id))
    if (!isBusy(upload)) return upload
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}

const optionsDiffer = (one: UploadOptions, other: UploadOptions) =>
  one.closeMissing !== other.closeMissing || one.keptBy !== other.keptBy || one.origin !== other.origin

/** Takes it in with these options. Where they are not those it was read with, it is read once more before. */
export async function takeIn(upload: Upload, options: UploadOptions): Promise<Upload> {
  let now = upload
  if (optionsDiffer(upload.options, options)) {
    await sayReading(upload, upload, options)
    now = await untilRead(upload.id)
    if (now.state !== 'read') return remember(now)
  }
  return remember((await tell<Upload>('POST', uploadPath(now.id, '/apply'), { seen: now.version })).body)
}
