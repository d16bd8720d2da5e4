import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as it came from the page. */
export interface Asked {
  /** `DescribeStateMachine`, `GetCallerIdentity`. */
  readonly action: string;
  readonly request: IncomingMessage;
  readonly body: Buffer;
}
export interface Onward {
  readonly response: ServerResponse;
  /** Lets the call go on to AWS; `change` may alter what AWS says. */
  readonly pass: (change?: (said: Record<string, unknown>) => Record<string, unknown>) => void;
}
/** What happens to a call instead of its being passed on. */
export type Trouble = (asked: Asked, onward: Onward) => void;

const OPEN = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x-amzn-errortype,x-amzn-requestid' };

/** The wire between page and AWS, which fails as told: bytes pass on as they came, so that signatures stay what they are. */
export class FaultyWire {
  readonly origin: string;
  /** Actions that came, in their order. */
  asked: string[] = [];
  private readonly server: Server;
  private goal = '';
  private trouble: { readonly at: RegExp; readonly happens: Trouble; left: number } | undefined;

  private constructor(server: Server) {
    this.server = server;
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => this.carry(request, response));
  }

  static async start(): Promise<FaultyWire> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, 'localhost', done));
    return new FaultyWire(server);
  }

  leadTo(endpoint: string): void {
    this.goal = endpoint;
  }

  /** From now on (or so many times) calls of these actions meet this. */
  breaks(at: RegExp, happens: Trouble, times = Infinity): void {
    this.asked = [];
    this.trouble = { at, happens, left: times };
  }

  mend(): void {
    this.trouble = undefined;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private carry(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const action = request.method === 'OPTIONS' ? 'OPTIONS' : (String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? /Action=(\w+)/.exec(body.toString())?.[1] ?? request.url ?? '');
      if (action !== 'OPTIONS') this.asked.push(action);
      const pass: Onward['pass'] = (change) => this.pass(request, body, response, change);
      const { trouble } = this;
      if (trouble === undefined || trouble.left <= 0 || !trouble.at.test(action)) return pass();
      trouble.left--;
      trouble.happens({ action, request, body }, { response, pass });
    });
  }

  private pass(request: IncomingMessage, body: Buffer, response: ServerResponse, change?: (said: Record<string, unknown>) => Record<string, unknown>): void {
    const { hostname, port } = new URL(this.goal);
    const onward = send({ hostname, port, path: request.url, method: request.method, headers: request.headers }, (answer) => {
      if (change === undefined) {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        return;
      }
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const { 'content-length': _, ...headers } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, headers).end(JSON.stringify(change(JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>)));
      });
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
  }
}

/** AWS's refusals, as its JSON protocols have them. */
export function refuses(status: number, type: string, message = ''): Trouble {
  return (_, { response }) => void response.writeHead(status, { ...OPEN, 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': type }).end(JSON.stringify({ __type: type, message }));
}

export function says(value: unknown): Trouble {
  return (_, { response }) => void response.writeHead(200, { ...OPEN, 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(value));
}

/** Whatever something in between answers with. */
export function answersWith(status: number, type: string, text: string): Trouble {
  return (_, { response }) => void response.writeHead(status, { ...OPEN, 'content-type': type }).end(text);
}

export const cuts: Trouble = (_, { response }) => void response.socket?.destroy();

/** Cuts the connection when half of the answer is through: AWS did what was asked. */
export const cutsHalfway: Trouble = (_, { response, pass }) => {
  const { write } = response;
  response.write = ((part: Buffer) => {
    write.call(response, part.subarray(0, part.length / 2), 'utf8', () => response.socket?.destroy());
    return true;
  }) as typeof response.write;
  pass();
};

/** Never answers. */
export const silent: Trouble = () => undefined;

/** Answers without letting a page of another origin read it, preflights included. */
export const withoutCors: Trouble = (_, { response }) => void response.writeHead(200).end('{}');

/** Goes on and on. */
export const endless: Trouble = (_, { response }) => {
  const part = Buffer.alloc(1 << 20, 32);
  const more = (): void => {
    while (!response.destroyed && response.write(part));
  };
  response.writeHead(200, { ...OPEN, 'content-type': 'application/x-amz-json-1.0' }).on('drain', more);
  more();
};
