/** The page's WebSocket: shows a person's view of the world and carries out what they do there. */

import type { WebSocket } from 'ws'
import {
  askSuggestions,
  type Filled,
  focus,
  Impossible,
  type OpenModal,
  pick,
  press,
  say,
  submitModal,
  usableCommands,
  useCommand,
  useMenu,
} from './actions.ts'
import { dismiss, handDelete, handPin } from './by-hand.ts'
import type { Interaction, Outcome } from './interactions.ts'
import type {
  FilledOption,
  FromPage,
  GatewayAct,
  PersonView,
  StateFrame,
  ToPage,
  WireEntry,
} from './page/protocol.ts'
import { Bit, has } from './permissions.ts'
import { Refusal } from './refusal.ts'
import { pinsOf } from './routes/pins.ts'
import { channelWire, memberWire } from './wire.ts'
import {
  type Change,
  channelOf,
  displayName,
  type Guild,
  permissionsIn,
  permissionsOf,
  visibleMessages,
  type World,
} from './world.ts'

/** A page sends at most this many bytes in one frame. */
export const MOST_PAGE_FRAME = 256 * 1024

/** Serves one page as one person until its socket closes. */
export function servePage(
  world: World,
  socket: WebSocket,
  userId: string,
  actOnGateway: (act: GatewayAct) => void,
): void {
  const send = (frame: ToPage) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
  }
  const modals = new Map<string, { from: Interaction; modal: OpenModal }>()
  const onChange = (change: Change) => show(world, userId, change, send)
  world.changes.add(onChange)
  const watching = watcher(world, send)
  const unheard = world.faults.onChange(() => {
    if (watching.on) send({ type: 'faults', faults: world.faults.list() })
  })
  socket.on('close', () => {
    world.changes.delete(onChange)
    watching.stop()
    unheard()
  })
  socket.on('error', () => socket.terminate())
  socket.on('message', (data) => {
    const frame = read(data.toString())
    if (!frame || arrange(world, frame, watching, actOnGateway, send)) return
    carryOut(world, userId, frame, modals, send)
  })
  send(stateFor(world, userId))
}

/** Lines of the wire that a page gets when it begins to watch. */
const LATEST = 200

/** Passes the wire on while a page watches it, in small batches. */
function watcher(world: World, send: (frame: ToPage) => void) {
  let unwatch: (() => void) | null = null
  let waiting: WireEntry[] = []
  const flush = () => {
    if (waiting.length > 0) send({ type: 'wire', entries: waiting })
    waiting = []
  }
  return {
    get on() {
      return unwatch !== null
    },
    start() {
      if (unwatch) return
      const lines = world.history.records.filter((one) => one.kind !== 'act').slice(-LATEST)
      send({ type: 'wire', entries: lines as WireEntry[] })
      unwatch = world.history.onWire((entry) => {
        if (waiting.push(entry) === 1) setTimeout(flush, 100).unref()
      })
    },
    stop() {
      unwatch?.()
      unwatch = null
    },
  }
}

/** Frames about the playground itself and not about a person: the wire, the faults, the connections. */
function arrange(
  world: World,
  frame: FromPage,
  watching: ReturnType<typeof watcher>,
  actOnGateway: (act: GatewayAct) => void,
  send: (frame: ToPage) => void,
): boolean {
  switch (frame.type) {
    case 'watch':
      if (frame.on) watching.start()
      else watching.stop()
      break
    case 'fault':
      world.faults.arm(frame.fault)
      break
    case 'calm':
      world.faults.calm()
      break
    case 'gateway':
      actOnGateway(frame.act)
      break
    case 'faults':
      break
    default:
      return false
  }
  if (frame.type !== 'watch' && frame.type !== 'gateway')
    send({ type: 'faults', faults: world.faults.list() })
  send({ type: 'done', nonce: frame.nonce })
  return true
}

function read(text: string): FromPage | null {
  try {
    const frame = JSON.parse(text)
    return typeof frame?.type === 'string' && typeof frame.nonce === 'string' ? frame : null
  } catch {
    return null
  }
}

/** The guild a person is shown: the first they are in. */
function guildFor(world: World, userId: string): Guild | undefined {
  return [...world.guilds.values()].find((guild) => guild.members.has(userId))
}

/** Owner, moderator, bot or member, by what they may do. */
export function personView(world: World, guild: Guild, userId: string): PersonView {
  const member = guild.members.get(userId)
  const user = world.users.get(userId)
  const rights = permissionsOf(world, guild, userId)
  const moderates = has(rights, Bit.ManageMessages) && userId !== world.bot.id
  const title = userId === guild.ownerId ? 'owner' : moderates ? 'moderator' : 'member'
  return {
    id: userId,
    name: user ? displayName(user, member) : '?',
    title,
    avatar: portrait(userId, user),
  }
}

/** A round picture with an initial, its colour by the person's id, so that pages need no network. */
function portrait(userId: string, user: World['bot'] | undefined): string {
  const hue = Number(BigInt(userId || '0') % 360n)
  const initial = encodeURIComponent(
    (user?.global_name ?? user?.username ?? '?').slice(0, 1).toUpperCase(),
  )
  const text = `<text x='40' y='54' text-anchor='middle' font-family='sans-serif' font-size='40' fill='white'>`
  const fill = `hsl(${hue},45%,40%)`
  const drawing = `<rect width='80' height='80' fill='${fill}'/>${text}`
  const open = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 80'>`
  return `data:image/svg+xml,${encodeURIComponent(`${open}${drawing}`)}${initial}${encodeURIComponent('</text></svg>')}`
}

function stateFor(world: World, userId: string): StateFrame {
  const guild = guildFor(world, userId)
  if (!guild) throw new Error('this person is in no guild')
  const channels = [...guild.channels.values()].filter((channel) =>
    has(permissionsIn(world, channel, userId), Bit.ViewChannel),
  )
  const people = [...guild.members.values()].filter(({ user }) => !user.bot)
  return {
    type: 'state',
    me: personView(world, guild, userId),
    people: people.map(({ user }) => personView(world, guild, user.id)),
    guild: {
      id: guild.id,
      name: guild.name,
      roles: [...guild.roles.values()],
      members: [...guild.members.values()].map(memberWire) as StateFrame['guild']['members'],
    },
    channels: channels.map((one) => channelWire(world, one)) as unknown as StateFrame['channels'],
    messages: Object.fromEntries(
      channels.map((one) => [one.id, visibleMessages(one, userId).slice(-200)]),
    ),
    commands: channels[0] ? usableCommands(world, channels[0], userId) : [],
    bot: { id: world.bot.id, name: world.bot.username, online: world.online },
  }
}

/** Passes on a change, if this person may know of it. */
function show(world: World, userId: string, change: Change, send: (frame: ToPage) => void): void {
  const frame = changeFrame(world, userId, change)
  if (frame) send(frame)
}

function changeFrame(world: World, userId: string, change: Change): ToPage | null {
  switch (change.type) {
    case 'bot':
      return { type: 'bot', online: change.online }
    case 'commands': {
      const channel = [...(guildFor(world, userId)?.channels.values() ?? [])][0]
      return channel ? { type: 'commands', commands: usableCommands(world, channel, userId) } : null
    }
    case 'message': {
      const { channelId, message } = change
      if (!sees(world, userId, channelId, message.onlyFor)) return null
      return { type: 'message', message: message.data }
    }
    case 'message-gone': {
      const { channelId, id, onlyFor } = change
      return sees(world, userId, channelId, onlyFor)
        ? { type: 'message-gone', channelId, id }
        : null
    }
    case 'pins':
      return sees(world, userId, change.channelId) ? pinsFrame(world, change.channelId) : null
    case 'channels':
    case 'members':
      return guildFor(world, userId) ? stateFor(world, userId) : null
    default:
      return null
  }
}

function pinsFrame(world: World, channelId: string): ToPage {
  return { type: 'pins', channelId, pins: pinsOf(channelOf(world, channelId)) }
}

function sees(world: World, userId: string, channelId: string, onlyFor?: string): boolean {
  if (onlyFor && onlyFor !== userId) return false
  const channel = world.channels.get(channelId)
  return channel !== undefined && has(permissionsIn(world, channel, userId), Bit.ViewChannel)
}

type Modals = Map<string, { from: Interaction; modal: OpenModal }>

/** Does what the frame asks; everything that is refused becomes a sentence for the person. */
function carryOut(
  world: World,
  userId: string,
  frame: FromPage,
  modals: Modals,
  send: (frame: ToPage) => void,
): void {
  const { nonce } = frame
  try {
    if (frame.type === 'pins' && sees(world, userId, frame.channelId))
      send(pinsFrame(world, frame.channelId))
    const interaction = act(world, userId, frame, modals)
    if (!interaction) send({ type: 'done', nonce })
    interaction?.responded.then((outcome) => {
      if (outcome.kind === 'modal')
        modals.set(outcome.modal.custom_id, { from: interaction, modal: outcome.modal })
      send(outcomeFrame(nonce, outcome))
    })
  } catch (error) {
    if (!(error instanceof Impossible || error instanceof Refusal)) throw error
    send({ type: 'failed', nonce, reason: error.message })
  }
}

function outcomeFrame(nonce: string, outcome: Outcome): ToPage {
  switch (outcome.kind) {
    case 'choices':
      return { type: 'suggestions', nonce, choices: outcome.choices }
    case 'modal':
      return { type: 'modal', nonce, modal: outcome.modal }
    case 'failed':
      return { type: 'failed', nonce, reason: outcome.reason }
    default:
      return { type: 'done', nonce }
  }
}

function act(world: World, userId: string, frame: FromPage, modals: Modals): Interaction | null {
  switch (frame.type) {
    case 'slash':
      return useCommand(world, userId, frame.channelId, frame.commandId, filled(frame.options))
    case 'suggest': {
      const options = focus(filled(frame.options), frame.focused.split('.'))
      return askSuggestions(world, userId, frame.channelId, frame.commandId, options)
    }
    case 'menu':
      return useMenu(world, userId, frame.channelId, frame.commandId, frame.targetId)
    case 'press':
      return press(world, userId, frame.channelId, frame.messageId, frame.customId)
    case 'select':
      return pick(world, userId, frame.channelId, frame.messageId, frame.customId, frame.values)
    case 'submit': {
      const open = modals.get(frame.customId)
      if (!open) throw new Impossible('This form is not open any more.')
      return submitModal(world, userId, open.from, open.modal, frame.fields)
    }
    case 'say':
      say(
        world,
        userId,
        frame.channelId,
        frame.content,
        frame.replyTo ? { replyTo: frame.replyTo } : {},
      )
      return null
    case 'pin':
    case 'unpin':
      handPin(world, userId, frame.channelId, frame.messageId, frame.type === 'pin')
      return null
    case 'delete':
      handDelete(world, userId, frame.channelId, frame.messageId)
      return null
    case 'pins':
      return null
    case 'dismiss':
      dismiss(world, userId, frame.channelId, frame.messageId)
      return null
    default:
      throw new Impossible('The page asked for something the playground does not know.')
  }
}

function filled(options: FilledOption[]): Filled[] {
  return options.map(({ options: inner, ...option }) => ({
    ...option,
    ...(inner ? { options: filled(inner) } : {}),
  }))
}
