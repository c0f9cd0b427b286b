/** Holds every request against Discord's description and against the rules that it leaves out. */

import type { Answer } from './callbacks.ts'
import type { MessageBody, Upload } from './messages.ts'
import { missing, notAmong, notSnowflake, type Problem, problemsOf } from './problems.ts'
import { invalidForm } from './refusal.ts'
import type { Route } from './route.ts'
import { choiceValueProblems, commandListProblems, commandProblems } from './rules/commands.ts'
import { messageProblems } from './rules/messages.ts'
import { modalProblems } from './rules/modals.ts'
import { loadSpec, type Spec } from './spec.ts'

type Loose = Record<string, unknown>
type Judge = (spec: Spec, body: never, files: Upload[]) => Problem[]

/** Throws 50035 with all that is wrong with a request's path and body. */
export async function conform(
  route: Route,
  params: Record<string, string>,
  body: unknown,
  files: Upload[],
): Promise<void> {
  const inPath = Object.entries(params).flatMap(([name, value]) =>
    name.endsWith('_id') && !/^\d{1,20}$/.test(value) ? [notSnowflake(name)] : [],
  )
  if (inPath.length) throw invalidForm(inPath)
  const judge = JUDGES.get(`${route.method} ${route.template}`)
  if (!judge) return
  const problems = judge(await loadSpec(true), body as never, files)
  if (problems.length) throw invalidForm(problems)
}

/** Loads the description before the first request needs it. */
export async function warmUp(): Promise<void> {
  await loadSpec(true)
}

/** By the description first; the further rules only see bodies of the right shape. */
function both<Body>(
  schema: string,
  rules: (body: Body, files: Upload[]) => Problem[] = () => [],
): Judge {
  return (spec, body, files) => {
    const found = problemsOf(spec.check(schema)(body))
    return found.length ? found : rules(body as Body, files)
  }
}

const COMMANDS = '/applications/{application_id}/commands'
const GUILD_COMMANDS = '/applications/{application_id}/guilds/{guild_id}/commands'
const MESSAGES = '/channels/{channel_id}/messages'
const HOOK = '/webhooks/{webhook_id}/{webhook_token}'

const edited = both<MessageBody>('IncomingWebhookUpdateRequestPartial', (body) =>
  messageProblems(body, 'edit'),
)
const command = both<Loose>('ApplicationCommandCreateRequest', (body) => commandProblems(body))
const commandChange = both<Loose>('ApplicationCommandPatchRequestPartial', (body) =>
  commandProblems(body, '', true),
)

const JUDGES = new Map<string, Judge>([
  ['POST /interactions/{interaction_id}/{interaction_token}/callback', callbackProblems],
  [
    `POST ${HOOK}`,
    both<MessageBody>('IncomingWebhookRequestPartial', (body) =>
      messageProblems(body, 'interaction'),
    ),
  ],
  [`PATCH ${HOOK}/messages/@original`, edited],
  [`PATCH ${HOOK}/messages/{message_id}`, edited],
  [
    `POST ${MESSAGES}`,
    both<MessageBody>('MessageCreateRequest', (body) => messageProblems(body, 'channel')),
  ],
  [
    `PATCH ${MESSAGES}/{message_id}`,
    both<MessageBody>('MessageEditRequestPartial', (body) => messageProblems(body, 'edit')),
  ],
  ...[COMMANDS, GUILD_COMMANDS].flatMap((base): [string, Judge][] => [
    [`PUT ${base}`, commandList],
    [`POST ${base}`, command],
    [`PATCH ${base}/{command_id}`, commandChange],
  ]),
])

function commandList(spec: Spec, body: unknown): Problem[] {
  if (!Array.isArray(body))
    return [
      { path: '', code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType.' },
    ]
  const check = spec.check('ApplicationCommandUpdateRequest')
  const found = body.flatMap((one, at) => problemsOf(check(one), String(at)))
  return found.length ? found : commandListProblems(body as Loose[])
}

/** Each kind of answer by its own schema: the union would report every other kind's complaints too. */
function callbackProblems(spec: Spec, body: unknown): Problem[] {
  const type = (body as Loose | undefined)?.type
  if (type === undefined || type === null) return [missing('type')]
  const judge = CALLBACKS.get(type as number)
  return judge ? judge(spec, body as never, []) : [notAmong('type', [...CALLBACKS.keys()])]
}

function inData(problems: Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: `data.${problem.path}` }))
}

const CALLBACKS = new Map<number, Judge>([
  [
    4,
    both<Answer>('CreateMessageInteractionCallbackRequest', ({ data }) =>
      needed(data, 'interaction'),
    ),
  ],
  [
    5,
    both<Answer>('CreateMessageInteractionCallbackRequest', ({ data }) =>
      inData(messageProblems(data ?? {}, 'defer')),
    ),
  ],
  [6, both<Answer>('UpdateMessageInteractionCallbackRequest')],
  [
    7,
    both<Answer>('UpdateMessageInteractionCallbackRequest', ({ data }) =>
      inData(messageProblems(data ?? {}, 'edit')),
    ),
  ],
  [8, choiceProblems],
  [
    9,
    both<Answer>('ModalInteractionCallbackRequest', ({ data }) =>
      inData(modalProblems(data as Loose)),
    ),
  ],
])

function needed(data: MessageBody | null | undefined, way: 'interaction'): Problem[] {
  return data ? inData(messageProblems(data, way)) : [missing('data')]
}

/** Suggestions are all texts, all integers or all numbers. */
function choiceProblems(spec: Spec, body: unknown): Problem[] {
  const data = (body as { data?: { choices?: unknown } }).data
  const choices = data?.choices
  if (!data || !Array.isArray(choices)) return [missing(data ? 'data.choices' : 'data')]
  const first = typeof (choices[0] as { value?: unknown } | undefined)?.value
  const whole = choices.every((one) => Number.isInteger((one as { value?: unknown })?.value))
  const kind = first === 'number' ? (whole ? 'Integer' : 'Number') : 'String'
  const schema = `InteractionApplicationCommandAutocompleteCallback${kind}Data`
  const found = problemsOf(spec.check(schema)(data), 'data')
  return found.length ? found : choiceValueProblems(choices, 'data.choices')
}
