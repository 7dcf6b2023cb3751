// The computing half of the page: core itself, in a worker. It holds the city and answers one question after another; each stage
// brings its own answers.
import { Fault } from '@yike/core/base/fault.ts'
import { cityAnswers } from './access/answers.ts'
import { Hall } from './access/hall.ts'
import type { AnswersTo, Asked, Dialogue, Question, Told } from './access/messages.ts'
import type { Changed } from './access/what-if.ts'
import { circlesAnswers } from './circle/circles-answers.ts'
import { CIRCLES_ASIDE } from './circle/circles-messages.ts'
import { planAnswers } from './plan/answers.ts'
import { Sitings, sitingAnswers } from './siting/answers.ts'

const tell = (told: Told) => self.postMessage(told)

const hall = new Hall((doing) => tell({ id: null, doing }))
const sitings = new Sitings(hall)
const answers: AnswersTo<Dialogue> = {
  ...cityAnswers(hall),
  ...circlesAnswers(hall),
  ...sitingAnswers(hall, sitings),
  ...planAnswers(hall, sitings),
}

/** Questions that wait for nobody and for which nobody waits: long work elsewhere, and how far it is. */
const ASIDE: ReadonlySet<Question> = new Set<Question>([...CIRCLES_ASIDE])

/** The columns of an answer that are handed over rather than copied: those of what changed. */
function handed(answer: unknown): Transferable[] {
  const { cells, states } = (answer ?? {}) as Partial<Changed>
  return cells && states ? [cells.buffer, states.buffer] : []
}

async function hear({ id, question, about }: Asked): Promise<void> {
  try {
    const answer = await (answers[question] as (about: unknown) => unknown)(about)
    self.postMessage({ id, answer } satisfies Told, { transfer: handed(answer) })
  } catch (error) {
    if (error instanceof Fault) tell({ id, fault: { code: error.code, values: error.values } })
    else tell({ id, mistake: error instanceof Error ? error.message : String(error) })
  }
}

/** One question after another, in the order they came: an answer may wait for other threads. */
let turn: Promise<void> = Promise.resolve()
self.onmessage = ({ data }: MessageEvent<Asked>) => {
  if (ASIDE.has(data.question)) void hear(data)
  else turn = turn.then(() => hear(data))
}
