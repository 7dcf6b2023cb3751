// A field that a route does not know is refused, in bodies and in addresses alike: a filter or a change that was misspelt must not
// pass as if it had been done. A route that has to bear strangers' fields says so with z.looseObject.
import { z } from 'zod'

/** The schema, refusing what it does not name; `also` may be there and is not looked at. */
export function strict(schema: z.ZodType, also: readonly string[] = []): z.ZodType {
  if (schema instanceof z.ZodOptional) return strict(schema.unwrap() as z.ZodType, also).optional()
  if (schema instanceof z.ZodNullable) return strict(schema.unwrap() as z.ZodType, also).nullable()
  if (!(schema instanceof z.ZodObject) || schema.def.catchall) return schema
  const more = Object.fromEntries(
    also.filter((name) => !(name in schema.shape)).map((name) => [name, z.unknown().optional()]),
  )
  return schema.extend(more).strict()
}
