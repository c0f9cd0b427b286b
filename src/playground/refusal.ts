/** The ways in which Discord says no: status, JSON code and message, as its documentation lists them. */

/** One problem of one field, as found under `_errors`. */
export interface FieldProblem {
  code: string
  message: string
}

/** `errors` of a 50035: nested by path, list positions as keys, problems under `_errors`. */
export interface FieldErrors {
  [key: string]: FieldErrors | FieldProblem[]
}

/** A request the playground refuses, with the body Discord would send. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: number
  readonly errors: FieldErrors | undefined

  constructor(status: number, code: number, message: string, errors?: FieldErrors) {
    super(message)
    this.status = status
    this.code = code
    this.errors = errors
  }

  /** The JSON body. */
  body(): { message: string; code: number; errors?: FieldErrors } {
    const { message, code, errors } = this
    return errors ? { message, code, errors } : { message, code }
  }
}

/** All refusals without arguments, by what they are about. */
const REFUSALS = {
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unauthorized: [401, 0, '401: Unauthorized'],
  badJson: [400, 50109, 'The request body contains invalid JSON.'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownRole: [404, 10011, 'Unknown Role'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  tooManyPins: [400, 30003, 'Maximum number of pins reached (250)'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached'],
  tooManyCreates: [
    400,
    30034,
    'Max number of daily application command creates has been reached (200)',
  ],
  tooManyOldEdits: [
    429,
    30046,
    'Maximum number of edits to messages older than 1 hour reached. Try again later',
  ],
  tooManyFollowups: [400, 40094, 'Maximum number of follow up messages reached'],
  tooLarge: [413, 40005, 'Request entity too large. Try sending something smaller'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  missingAccess: [403, 50001, 'Missing Access'],
  notAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  cannotDm: [403, 50007, 'Cannot send messages to this user'],
  notATextChannel: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  bulkDeleteCount: [
    400,
    50016,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete',
  ],
  wrongChannelForPin: [
    400,
    50019,
    'A message can only be pinned to the channel in which it was sent',
  ],
  systemMessage: [403, 50021, 'Cannot execute action on a system message'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  deadToken: [401, 50027, 'Invalid Webhook Token'],
  bulkDeleteAge: [400, 50034, 'You can only bulk delete messages that are under 14 days old.'],
  threadArchived: [400, 50083, 'Thread is archived'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
  unknownBan: [404, 10026, 'Unknown Ban'],
} as const satisfies Record<string, readonly [number, number, string]>

export type RefusalName = keyof typeof REFUSALS

/** The refusal of that name, to be thrown. */
export function refuse(name: RefusalName): Refusal {
  const [status, code, message] = REFUSALS[name]
  return new Refusal(status, code, message)
}

/** 50035 with its paths: `problems` maps a dotted path (`embeds.0.title`) to what is wrong there. */
export function invalidForm(
  problems: readonly { path: string; code: string; message: string }[],
): Refusal {
  const errors: FieldErrors = Object.create(null)
  for (const { path, code, message } of problems) {
    let node = errors
    for (const key of path === '' ? [] : path.split('.')) {
      node[key] ??= Object.create(null) as FieldErrors
      node = node[key] as FieldErrors
    }
    const list = (node._errors ?? []) as FieldProblem[]
    list.push({ code, message })
    node._errors = list
  }
  return new Refusal(400, 50035, 'Invalid Form Body', errors)
}
