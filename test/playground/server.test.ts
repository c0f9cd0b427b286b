import { connect as connectTo } from 'node:net'
import { REST, Routes } from 'discord.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPlayground } from '../../src/playground/server.ts'
import { type Bench, connect, startBench } from './bot.ts'

describe('the playground', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await startBench()
  })
  afterAll(() => bench.stop())

  it('brings a discord.js client to ready, with its guild whole', () => {
    const guild = bench.client.guilds.cache.get(bench.playground.guild.id)
    expect(guild?.name).toBe('Playground')
    expect(guild?.channels.cache.map((channel) => channel.name)).toEqual([
      'general',
      'trivia',
      'off-topic',
    ])
    expect(guild?.members.me?.permissions.has('PinMessages')).toBe(true)
    expect(bench.client.application.id).toBe(bench.playground.applicationId)
  })

  it('refuses a wrong token on REST with 401', async () => {
    const rest = new REST({ api: bench.playground.api }).setToken('wrong')
    await expect(rest.get(Routes.user())).rejects.toMatchObject({ status: 401, code: 0 })
  })

  it('refuses a wrong token on the gateway with 4004', async () => {
    const closed = await new Promise<number>((resolve) => {
      const socket = new WebSocket(
        bench.playground.api.replace('http', 'ws').replace('/api', '/gateway'),
      )
      socket.onmessage = () =>
        socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 1 } }))
      socket.onclose = ({ code }) => resolve(code)
    })
    expect(closed).toBe(4004)
  })

  it('answers unknown routes with 404 and unknown versions too', async () => {
    const status = async (path: string) =>
      (await fetch(bench.playground.api + path, { headers: { authorization: 'Bot x' } })).status
    expect(await status('/v10/nothing')).toBe(404)
    expect(await status('/v6/users/@me')).toBe(404)
    expect(await status('/users/@me')).toBe(404)
  })

  it('tells a known path with a wrong method apart', async () => {
    const answer = await fetch(`${bench.playground.api}/v10/gateway`, { method: 'DELETE' })
    expect(answer.status).toBe(405)
  })

  it('rejects with EADDRINUSE when its port is taken', async () => {
    const port = Number(new URL(bench.playground.pageUrl).port)
    await expect(createPlayground({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('is not upset by a bot that dies in mid-request', async () => {
    const upset = vi.spyOn(console, 'error').mockReturnValue()
    const { hostname, port } = new URL(bench.playground.api)
    const line = connectTo(Number(port), hostname)
    const { records } = bench.playground.history
    const path = `/channels/${bench.playground.person('Ana').channel.id}/messages`
    const head = `POST /api/v10${path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 99\r\n\r\n`
    line.write(`${head}{"cont`, () => setTimeout(() => line.destroy(), 20))
    await expect
      .poll(() => records.some((one) => one.kind === 'request' && one.status === 499))
      .toBe(true)
    expect(upset).not.toHaveBeenCalled()
    upset.mockRestore()
  })

  it('shows the same client again after a second login', async () => {
    const second = await connect(bench.playground)
    expect(second.guilds.cache.size).toBe(1)
    await second.destroy()
  })

  it('refuses another web site and a foreign host name', async () => {
    const { pageUrl } = bench.playground
    expect((await fetch(pageUrl, { headers: { origin: 'http://evil.example' } })).status).toBe(403)
    const { request } = await import('node:http')
    const status = await new Promise((resolve) => {
      request(pageUrl, { headers: { host: 'evil.example' } }, (answer) =>
        resolve(answer.statusCode),
      ).end()
    })
    expect(status).toBe(403)
  })

  it('reads guilds, channels, members and roles over REST', async () => {
    const { rest, playground } = bench
    const guild = playground.guild
    expect(await rest.get(Routes.guild(guild.id))).toMatchObject({ name: 'Playground' })
    expect(await rest.get(Routes.guildChannels(guild.id))).toHaveLength(3)
    expect(await rest.get(Routes.guildRoles(guild.id))).toHaveLength(3)
    const ana = playground.person('Ana')
    expect(await rest.get(Routes.guildMember(guild.id, ana.id))).toMatchObject({
      user: { id: ana.id },
    })
    await expect(rest.get(Routes.guildMember(guild.id, '1'.repeat(18)))).rejects.toMatchObject({
      code: 10013,
    })
    await expect(rest.get(Routes.guild('1'.repeat(18)))).rejects.toMatchObject({ code: 10004 })
    await expect(rest.get(Routes.channel('1'.repeat(18)))).rejects.toMatchObject({ code: 10003 })
  })
})
