// AWS Signature Version 4 as a server checks it, from the words of its documentation ("Create a signed AWS API request").
import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const HEADER =
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w+)$/

/** Whether a request is signed with `secret`, with host, time and hash of the body among what is signed. */
export function signatureFits(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, secret: string): boolean {
  const { method, url = '', headers } = request
  const found = HEADER.exec(headers.authorization ?? '')
  if (!found) return false
  const [, day, region, signed, signature] = found as unknown as [string, string, string, string, string]
  const names = signed.split(';')
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name))) return false
  const [path, query = ''] = url.split('?') as [string, string?]
  const time = String(headers['x-amz-date'])
  const canonical = [
    method,
    path,
    query
      .split('&')
      .map((pair) => (pair.includes('=') || !pair ? pair : `${pair}=`))
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    headers['x-amz-content-sha256'],
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const digest = createHash('sha256').update(canonical).digest('hex')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), 's3'), 'aws4_request')
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope, digest].join('\n')).toString('hex') === signature
}
