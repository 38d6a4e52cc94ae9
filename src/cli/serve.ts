import { createServer, type Server } from 'node:http'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DataError } from '#model/exchange/error.ts'
import { createStaticHandler, isHost, type Mount } from './static.ts'
import { parseCount, UsageError } from './usage.ts'

/** `huijing serve`: runs until it is told to stop. */
export async function runServeCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      mount: { type: 'string', multiple: true },
      connect: { type: 'string', multiple: true },
    },
  })
  if (positionals.length !== 1) throw new UsageError('one folder is served; further ones by --mount /PATH=DIR.')
  const port = parseCount('--port', values.port ?? process.env.PORT ?? '5180', 0, 65535)
  const host = values.host ?? 'localhost'
  const mounts = [...(values.mount ?? []).map(parseMount), { path: '/', folder: resolve(positionals[0]) }]
  const hosts = values.connect ?? []
  const wrong = hosts.find(host => !isHost(host))
  if (wrong !== undefined)
    throw new UsageError(`--connect wants a host such as https://data.example.org, got “${wrong}”.`)
  const server = createServer(createStaticHandler(mounts, hosts))
  const address = await listen(server, port, host)
  process.stdout.write(`Huijing 慧镜: http://${host === '0.0.0.0' ? 'localhost' : host}:${address}\n`)
  await closed(server)
  return 0
}

/** `/cities/demo=folder`. */
function parseMount(text: string): Mount {
  const [path, folder] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]
  if (!/^\/[^?#]*[^/?#]$/.test(path) || !folder) throw new UsageError(`--mount wants /PATH=DIR, got “${text}”.`)
  return { path: `${path}/`, folder: resolve(folder) }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', error => {
      const taken = 'code' in error && error.code === 'EADDRINUSE'
      fail(
        taken
          ? new DataError('network', `Port ${port} is taken.`, { cure: 'Choose another with --port or PORT.' })
          : error,
      )
    })
    server.listen(port, host, () => {
      const address = server.address()
      done(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function closed(server: Server): Promise<void> {
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return new Promise(done => server.once('close', done))
}
