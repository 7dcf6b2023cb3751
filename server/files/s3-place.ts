// The setting of an S3-compatible store, checked.
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'

/** What a store knows somebody by. Never part of a setting or a message. */
export interface S3Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Where blobs are. */
export interface S3Place {
  /** URL of the bucket, without a slash at the end. */
  readonly base: string
  /** Before each key: empty, or ending in a slash. */
  readonly prefix: string
  readonly region: string
  /** For messages. */
  readonly where: string
}

/** Names of buckets as S3 allows them in a host name: letters, digits, hyphens; dots are refused, for TLS cannot check them. */
const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/
const PREFIX = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/
const REGION = /^[a-z0-9-]{1,64}$/
const KNOWN = ['endpoint', 'region', 'style']

/**
 * Reads `s3://bucket/prefix?endpoint=https://…&region=…&style=path|host`. The endpoint is needed; the region is `us-east-1`, which
 * most stores of one's own accept, and the style `path` (`https://endpoint/bucket/key`) unless said otherwise; some clouds want
 * `host` (`https://bucket.endpoint/key`). Throws `bad-store`, without repeating what may be a secret.
 */
export function s3Place(setting: string): S3Place {
  const url = URL.parse(setting)
  if (url?.protocol !== 's3:')
    throw bad({ zh: '不是以 s3:// 开头的地址', en: 'it is no address that begins with s3://' })
  if (url.username || url.password)
    throw bad({
      zh: '地址里不能写密钥，请用环境变量',
      en: 'keys do not belong in the address; set them in the environment',
    })
  const bucket = url.host
  if (!BUCKET.test(bucket)) throw bad({ zh: '存储桶名不合规', en: 'the name of the bucket is not allowed' })
  const path = url.pathname.replace(/^\/|\/$/g, '')
  if (path && !PREFIX.test(path))
    throw bad({ zh: '前缀只能用字母、数字和 . _ - /', en: 'the prefix may hold letters, digits and . _ - / only' })
  for (const key of url.searchParams.keys())
    if (!KNOWN.includes(key))
      throw bad({ zh: `不认识的参数 ${word(key)}`, en: `the parameter ${word(key)} is not known` })
  const region = url.searchParams.get('region') ?? 'us-east-1'
  if (!REGION.test(region)) throw bad({ zh: 'region 不合规', en: 'the region is not allowed' })
  const style = url.searchParams.get('style') ?? 'path'
  if (style !== 'path' && style !== 'host')
    throw bad({ zh: 'style 只能是 path 或 host', en: 'the style is path or host' })
  const endpoint = URL.parse(url.searchParams.get('endpoint') ?? '')
  if (!endpoint || !['http:', 'https:'].includes(endpoint.protocol))
    throw bad({
      zh: '缺少 endpoint（http:// 或 https:// 地址）',
      en: 'it lacks an endpoint, an http:// or https:// address',
    })
  if (endpoint.username || endpoint.password || endpoint.pathname !== '/' || endpoint.search || endpoint.hash)
    throw bad({ zh: 'endpoint 只能是协议、主机和端口', en: 'the endpoint is a scheme, a host and a port only' })
  const prefix = path ? `${path}/` : ''
  const base = style === 'path' ? `${endpoint.origin}/${bucket}` : `${endpoint.protocol}//${bucket}.${endpoint.host}`
  return { base, prefix, region, where: `s3://${bucket}/${prefix} (${endpoint.host})` }
}

const bad = (why: Name) => new Fault('bad-store', { why })

/** Part of a setting as it may stand in a message. */
const word = (text: string): string => JSON.stringify(text.slice(0, 40))
