import http from 'node:http';
import https from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import { linkSignals } from '../../model/linkSignals';

/** Longest response that is taken, after decompression. A page of 1,000 secrets with 20 tags each is below 8 MiB. */
export const maxResponseBytes = 32 * 1024 * 1024;

/** Longest headers that are taken. IAM sends tokens in one; Node's own limit of 16 KiB is close to real ones. */
const maxHeaderBytes = 64 * 1024;

/** Looks the functions up at each request: VS Code replaces them with its own, which know its proxy. */
const transport = {
  request(options: http.RequestOptions, onResponse: (response: http.IncomingMessage) => void): http.ClientRequest {
    const send = options.protocol === 'https:' ? https.request : http.request;
    const request = send({ ...options, maxHeaderSize: maxHeaderBytes }, onResponse);
    // Node would close the line without a word, and the call would wait for its deadline. The code is the parser's own.
    request.once('upgrade', (_response, socket) => {
      socket.destroy();
      request.emit(
        'error',
        Object.assign(new Error('An upgrade that nobody asked for'), { code: 'HPE_PAUSED_UPGRADE' }),
      );
    });
    return request;
  },
};

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that go out, since a signature covers them. */
  readonly body: Buffer | undefined;
}

export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  /** Looks a header up by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

/** The header in which IAM sends a token, in the form in which headers are looked up. */
export const subjectTokenHeader = 'x-subject-token';

export interface HttpFailure {
  readonly kind: 'cancelled' | 'timeout' | 'tooLarge' | 'broken';
  /** The system's code, such as `ECONNRESET`. */
  readonly code: string | undefined;
}

/**
 * Sends requests, and gives every outcome as plain data: an axios error holds the request's headers and body, so it
 * must not leave this file.
 */
export class Http {
  readonly #axios: AxiosInstance;
  readonly #timeoutMs: () => number;

  /** @param timeoutMs deadline of one request in ms, from its start to the last byte of the response */
  constructor(timeoutMs: () => number) {
    this.#timeoutMs = timeoutMs;
    this.#axios = axios.create({
      adapter: 'http',
      // VS Code patches node's http and https for its own proxy settings: axios must not apply the environment's too,
      // and a request must not bring an agent of its own. Node's agents keep connections alive by themselves.
      proxy: false,
      maxRedirects: 0,
      transport,
      responseType: 'stream',
      transformRequest: [],
      transformResponse: [],
      validateStatus: () => true,
    });
  }

  async send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse | HttpFailure> {
    const exchange = linkSignals(signal);
    const deadline = setTimeout(exchange.abort, this.#timeoutMs());
    try {
      return await this.#exchange(request, exchange.signal);
    } catch (error) {
      if (signal.aborted) return { kind: 'cancelled', code: undefined };
      if (exchange.signal.aborted) return { kind: 'timeout', code: undefined };
      const code = systemCodeOf(error);
      return { kind: code === 'HPE_HEADER_OVERFLOW' ? 'tooLarge' : 'broken', code };
    } finally {
      clearTimeout(deadline);
      exchange.unlink();
    }
  }

  async #exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse | HttpFailure> {
    const { method, url, headers, body } = request;
    const response = await this.#axios.request<AsyncIterable<Buffer>>({ method, url, headers, data: body, signal });
    const received = await readAtMost(response.data, maxResponseBytes);
    if (received === undefined) return { kind: 'tooLarge', code: undefined };
    const header = (name: string): string | undefined => {
      const value: unknown = response.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    return { kind: 'response', status: response.status, header, body: received };
  }
}

async function readAtMost(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    // Leaving the loop destroys the stream and its socket.
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Only a word of the system's own: an error's other text may repeat what was sent. */
function systemCodeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/u.test(code) ? code : undefined;
}
