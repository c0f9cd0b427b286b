/** Guilds, channels and members, as far as a bot reads them. */

import { Bit } from '../permissions.ts'
import { refuse } from '../refusal.ts'
import { need, reachable } from '../rights.ts'
import { type Call, get, none, ok, post, type Route } from '../route.ts'
import { channelWire, guildWire, isThread, memberWire } from '../wire.ts'
import { guildOf } from '../world.ts'

export const guildRoutes: Route[] = [
  get('/guilds/{guild_id}', (call) => ok(guild(call))),
  get('/guilds/{guild_id}/channels', (call) => ok(channels(call))),
  get('/guilds/{guild_id}/roles', ({ world, params }) =>
    ok([...guildOf(world, params.guild_id).roles.values()]),
  ),
  get('/guilds/{guild_id}/members/{user_id}', (call) => ok(member(call))),
  get('/channels/{channel_id}', (call) => ok(channel(call))),
  post('/channels/{channel_id}/typing', (call) => typing(call)),
  get('/users/{user_id}', (call) => ok(user(call))),
]

function guild({ world, params, query }: Call) {
  const found = guildOf(world, params.guild_id)
  if (query.get('with_counts') !== 'true') return guildWire(found)
  const approximate_member_count = found.members.size
  return { ...guildWire(found), approximate_member_count, approximate_presence_count: 0 }
}

function channels({ world, params }: Call) {
  return [...guildOf(world, params.guild_id).channels.values()]
    .filter((one) => !isThread(one))
    .map((one) => channelWire(world, one))
}

function member({ world, params }: Call) {
  const found = guildOf(world, params.guild_id).members.get(params.user_id ?? '')
  if (found) return memberWire(found)
  throw refuse(world.users.has(params.user_id ?? '') ? 'unknownMember' : 'unknownUser')
}

function channel({ world, params }: Call) {
  const found = reachable(world, params.channel_id)
  need(world, found, Bit.ViewChannel)
  return channelWire(world, found)
}

function typing({ world, params }: Call) {
  const found = reachable(world, params.channel_id)
  need(
    world,
    found,
    Bit.ViewChannel | (found.thread ? Bit.SendMessagesInThreads : Bit.SendMessages),
  )
  return none
}

function user({ world, params }: Call) {
  const found = world.users.get(params.user_id ?? '')
  if (!found) throw refuse('unknownUser')
  return found
}
