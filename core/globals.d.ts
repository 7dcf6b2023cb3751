// What both a browser and Node give us. Nothing else from either world exists in core:
// to use one more, add it here, and say why.

/** GB18030 and UTF-8 text from uploaded files. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean })
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string
}

/** UTF-8 text for the files that core composes (csv, json, html) and for strings in a PBF. */
declare class TextEncoder {
  encode(text: string): Uint8Array
}

/** zlib for the blobs of an OSM PBF; `source/osm/zlib.ts` asks for Node's own where there is a Node, which is twice as fast. */
declare class DecompressionStream {
  constructor(format: 'deflate' | 'deflate-raw' | 'gzip')
  readonly readable: ReadableStream
  readonly writable: WritableStream
}

/** zlib the other way, for the demo city's PBF. */
declare class CompressionStream {
  constructor(format: 'deflate' | 'deflate-raw' | 'gzip')
  readonly readable: ReadableStream
  readonly writable: WritableStream
}

interface ReadableStream {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> }
}
interface WritableStream {
  getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> }
}

/** The kernels of access, which are kept as text (compiled.ts) and made ready where they run. */
declare function atob(text: string): string
