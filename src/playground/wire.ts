/** How the world's things look on the wire: guilds, channels, members, commands, as Discord sends them. */

import type { Channel, Guild, Member, World } from './world.ts'
import { permissionsIn } from './world.ts'

const THREAD_TYPES = new Set([10, 11, 12])

/** Whether it is a thread. */
export function isThread(channel: Channel): boolean {
  return THREAD_TYPES.has(channel.type)
}

/** A channel as REST and GUILD_CREATE show it. */
export function channelWire(world: World, channel: Channel): Record<string, unknown> {
  const { id, type, guildId, name, lastMessageId } = channel
  if (!guildId) return dmWire(world, channel)
  const basics = { id, type, guild_id: guildId, name, last_message_id: lastMessageId, flags: 0 }
  if (channel.thread) return { ...basics, ...threadWire(channel) }
  return {
    ...basics,
    flags: channel.forum?.requireTag ? 16 : 0,
    parent_id: channel.parentId,
    position: channel.position,
    permission_overwrites: channel.overwrites,
    topic: channel.topic,
    nsfw: false,
    rate_limit_per_user: 0,
    ...(channel.pins.size ? { last_pin_timestamp: [...channel.pins.values()].sort().at(-1) } : {}),
    ...(channel.forum ? forumWire(channel.forum) : {}),
  }
}

function dmWire(world: World, channel: Channel) {
  const others = channel.recipients.filter((id) => id !== world.bot.id)
  return {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId,
    flags: 0,
    recipients: others.flatMap((id) => world.users.get(id) ?? []),
  }
}

function threadWire(channel: Channel) {
  return {
    parent_id: channel.parentId,
    owner_id: channel.thread?.ownerId,
    thread_metadata: channel.thread?.metadata,
    message_count: Math.max(0, channel.messages.size - 1),
    total_message_sent: channel.messages.size,
    member_count: Math.min(50, channel.thread?.members.size ?? 0),
    rate_limit_per_user: 0,
    ...(channel.appliedTags.length ? { applied_tags: channel.appliedTags } : {}),
  }
}

function forumWire(forum: NonNullable<Channel['forum']>) {
  return {
    available_tags: forum.tags.map((tag) => ({
      ...tag,
      moderated: false,
      emoji_id: null,
      emoji_name: null,
    })),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: 0,
  }
}

/** A channel as interactions show it: in part, with the person's rights in it. */
export function partialChannelWire(world: World, channel: Channel, userId: string) {
  const whole = channelWire(world, channel)
  return { ...whole, permissions: String(permissionsIn(world, channel, userId)) }
}

/** A member, with the user. */
export function memberWire(member: Member) {
  return {
    user: member.user,
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: member.timeoutUntil,
  }
}

/** A guild as REST shows it. */
export function guildWire(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    icon_hash: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    roles: [...guild.roles.values()],
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  }
}

/** A guild as GUILD_CREATE shows it to a bot without the members and presences intents. */
export function guildCreateWire(world: World, guild: Guild) {
  const channels = [...guild.channels.values()]
  const bot = guild.members.get(world.bot.id)
  return {
    ...guildWire(guild),
    joined_at: guild.joinedAt,
    large: guild.members.size > 250,
    member_count: guild.members.size,
    members: bot ? [memberWire(bot)] : [],
    channels: channels.filter((one) => !isThread(one)).map((one) => channelWire(world, one)),
    threads: channels
      .filter((one) => isThread(one) && !one.thread?.metadata.archived)
      .map((one) => channelWire(world, one)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

/** The application, as /applications/@me shows it. */
export function applicationWire(world: World) {
  const { bot } = world
  const installed = [...world.guilds.values()].filter((guild) => guild.installed).length
  return {
    id: bot.id,
    name: bot.username,
    icon: null,
    description: '',
    type: null,
    bot,
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    hook: true,
    is_monetized: false,
    is_verified: false,
    is_discoverable: false,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: bot,
    approximate_guild_count: installed,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  }
}
