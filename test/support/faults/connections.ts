import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Fault } from '../faultServer';
import { answer, json } from './answers';
import { wireRow } from './wireRows';

const oneRow = JSON.stringify({ resources: [wireRow('a')], total_count: 1, tags: [] });
const beyondTheLimit = Buffer.alloc(33 * 1024 * 1024, ' ');

/** The line breaks, stalls, or carries something else. */
export const connections = {
  resetBeforeHeaders: ({ response }) => response.socket?.resetAndDestroy(),
  closedBeforeHeaders: ({ response }) => response.socket?.destroy(),
  resetAfterHeaders: ({ response }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"resources":[', () => response.socket?.resetAndDestroy());
  },
  shorterThanItsLength: ({ response }) => {
    response.writeHead(200, { 'Content-Length': 1000 });
    response.write('{"resources":[', () => response.socket?.end());
  },
  silent: () => undefined,
  silentAfterHeaders: ({ response }) => response.writeHead(200).flushHeaders(),
  endless: ({ response }) => {
    const more = (): unknown => response.destroyed || response.write(' ', () => setImmediate(more));
    more();
  },
  notHttp: ({ response }) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  hugeHeaders: answer(200, oneRow, { 'X-Padding': 'x'.repeat(100_000) }),
  hugeBody: answer(200, beyondTheLimit),
  compressedBomb: answer(200, gzipSync(beyondTheLimit), { 'Content-Encoding': 'gzip' }),
  gzip: answer(200, gzipSync(oneRow), { 'Content-Encoding': 'gzip' }),
  deflate: answer(200, deflateSync(oneRow), { 'Content-Encoding': 'deflate' }),
  brotli: answer(200, brotliCompressSync(oneRow), { 'Content-Encoding': 'br' }),
  brokenGzip: answer(200, Buffer.from('H4sInot a gzip stream'), { 'Content-Encoding': 'gzip' }),
  truncatedGzip: answer(200, gzipSync(oneRow).subarray(0, 60), { 'Content-Encoding': 'gzip' }),
  gzipThatIsNone: answer(200, oneRow, { 'Content-Encoding': 'gzip' }),
  noContent: answer(204, ''),
  closesEachTime: json(JSON.parse(oneRow), { Connection: 'close' }),
} satisfies Readonly<Record<string, Fault>>;
