import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import type { Duplex } from 'node:stream';

interface CompanyNetworkOptions {
  /** Where the requests to whatever host end up, over plain http. */
  readonly origin: string;
  /** Of the host, as PEM. */
  readonly key: string;
  readonly cert: string;
}

/**
 * A proxy as companies have it, in front of a service with a certificate of its own: hosts that exist nowhere are
 * reached through it, and only through it.
 */
export class CompanyNetwork {
  /** `host:port` of each tunnel that was asked for. */
  readonly tunnels: string[] = [];
  /** The path of each request that came out of a tunnel. */
  readonly requests: string[] = [];
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Duplex>();
  #proxy = '';

  static async start({ origin, key, cert }: CompanyNetworkOptions): Promise<CompanyNetwork> {
    const network = new CompanyNetwork();
    const service = createSecureServer({ key, cert }, (incoming, outgoing) => {
      network.requests.push(incoming.url ?? '');
      passOn(origin, incoming, outgoing);
    });
    const servicePort = await network.#listen(service);
    const proxy = createServer((_, outgoing) => void outgoing.writeHead(405).end());
    proxy.on('connect', ({ url = '' }, socket) => {
      network.tunnels.push(url);
      const tunnel = connect(servicePort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        tunnel.pipe(socket).pipe(tunnel);
      });
      for (const end of [tunnel, socket]) {
        network.#sockets.add(end);
        end.on('error', () => [tunnel, socket].forEach((each) => each.destroy())); // One side has gone.
      }
    });
    network.#proxy = `http://127.0.0.1:${await network.#listen(proxy)}`;
    return network;
  }

  /** The address of the proxy. */
  get proxy(): string {
    return this.#proxy;
  }

  async dispose(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => once(server.close(), 'close')));
  }

  async #listen(server: Server): Promise<number> {
    this.#servers.push(server);
    server.on('connection', (socket) => this.#sockets.add(socket));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  }
}

function passOn(origin: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers, url = '/' } = incoming;
  const onward = request(new URL(url, origin), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
