import type { OutgoingHttpHeaders } from 'node:http';
import type { Fault } from '../faultServer';

/** The first fault so many times, then the other for good. */
export function after(count: number, first: Fault, then: Fault): Fault {
  return (exchange) => (exchange.earlier.length < count ? first : then)(exchange);
}

/** The same, later by so many ms. */
export function slow(fault: Fault, ms: number): Fault {
  return (exchange) => {
    const timer = setTimeout(() => fault(exchange), ms);
    exchange.response.once('close', () => clearTimeout(timer));
  };
}

/** The same, but a body that is sent whole comes in pieces of so many bytes. */
export function inChunks(fault: Fault, bytes = 1): Fault {
  return (exchange) => {
    const { response } = exchange;
    const end = response.end.bind(response);
    // Hides the other forms of `end`, which no fault uses.
    response.end = ((body?: string | Buffer) => {
      const whole = Buffer.from(body ?? '');
      const sendFrom = (at: number): unknown => {
        if (response.destroyed) return undefined;
        if (at + bytes >= whole.length) return end(whole.subarray(at));
        return response.write(whole.subarray(at, at + bytes), () => sendFrom(at + bytes));
      };
      sendFrom(0);
      return response;
    }) as typeof response.end;
    fault(exchange);
  };
}

/** The same with more headers. Where the fault sends one itself, that one stays. */
export function withHeaders(fault: Fault, headers: OutgoingHttpHeaders): Fault {
  return (exchange) => {
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) exchange.response.setHeader(name, value);
    fault(exchange);
  };
}
