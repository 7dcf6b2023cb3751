// Faults that pass by themselves, or once somebody has made room: a job that meets one is done again later, and was not at fault.
import { Fault, type FaultCode } from '@yike/core/base/fault.ts'
import { findAway } from '../db/away.ts'

const CODES: readonly FaultCode[] = ['store-away', 'store-refuses', 'disk-full', 'cannot-write', 'database-away', 'database-no-room'] // biome-ignore format: one line

/** Seconds until a job that met such a fault is taken up again. */
export const LATER_SECONDS = 10

/** Whether an error is one of those. */
export const passes = (error: unknown): boolean =>
  error instanceof Fault ? CODES.includes(error.code) : findAway(error) !== undefined
