import HTTP
import JSON

/// The script that Node loads first. It leads a Node that is too old for `NODE_USE_ENV_PROXY` to
/// the emulator.
struct NodeScript {
    let text: String

    /// - Parameters:
    ///   - hosts: the emulated hosts.
    ///   - url: the server's base URL: `http://127.0.0.1:7328`
    ///   - world: the world that answers requests over TLS; nil for the default world.
    init(leading hosts: [String], to url: String, in world: String?) {
        let hostAndPort = url.dropFirst("http://".count).prefix { $0 != "/" }
        let colon = hostAndPort.lastIndex(of: ":") ?? hostAndPort.endIndex
        let host = hostAndPort[..<colon].filter { $0 != "[" && $0 != "]" }
        let port = hostAndPort[colon...].dropFirst()
        let names = JSON.array(hosts.map(JSON.string)).text
        text = """
            'use strict';
            // Connects to the emulator instead of an emulated host; TLS still asks for the host's
            // name. All of https, http, fetch, tls and net connect through this method.
            const net = require('net');
            const hosts = new Set(\(names));
            const emulator = { host: \(JSON.string(host).text), port: \(port) };
            const led = (options) =>
              options && typeof options === 'object' && !options.path &&
              typeof options.host === 'string' &&
              hosts.has(options.host.toLowerCase().replace(/\\.$/, ''))
                ? { ...options, ...emulator } : options;
            const { connect } = net.Socket.prototype;
            net.Socket.prototype.connect = function (...words) {
              // Node passes a list if it has normalized the arguments already.
              if (Array.isArray(words[0])) words[0][0] = led(words[0][0]);
              else if (typeof words[0] === 'object') words[0] = led(words[0]);
              else if (typeof words[1] === 'string') {
                words.splice(0, 2, led({ port: words[0], host: words[1] }));
              }
              return connect.apply(this, words);
            };

            """ + (world.map(Self.tunnels) ?? "")
    }

    /// The part of the script that leads TLS through the emulator as a proxy. Only the user of a
    /// proxy can name a world.
    private static func tunnels(to world: String) -> String {
        """
        // A stream for TLS through the proxy. It sends CONNECT first, and its user is the world.
        const tls = require('tls');
        const { Duplex } = require('stream');
        const user = Buffer.from(\(JSON.string(world + ":x").text)).toString('base64');
        class Tunnel extends Duplex {
          constructor(authority) {
            super();
            this.wire = net.connect(emulator);
            this.wire.on('error', (error) => this.destroy(error));
            this.wire.on('close', () => this.destroy());
            this.wire.write(`CONNECT ${authority} HTTP/1.1\\r\\nHost: ${authority}\\r\\n` +
              `Proxy-Authorization: Basic ${user}\\r\\n\\r\\n`);
            this.opened = new Promise((open) => {
              let head = '';
              const read = (bytes) => {
                head += bytes.toString('latin1');
                if (!head.includes('\\r\\n\\r\\n')) return;
                if (!/^HTTP\\/1\\.[01] 200/.test(head)) {
                  return void this.destroy(new Error(head.split('\\r\\n')[0]));
                }
                this.wire.off('data', read);
                this.wire.on('data', (bytes) => this.push(bytes) || this.wire.pause());
                this.wire.on('end', () => this.push(null));
                open();
              };
              this.wire.on('data', read);
            });
          }
          _read() { this.wire.resume(); }
          _write(bytes, _, done) { this.opened.then(() => this.wire.write(bytes, done)); }
          _final(done) { this.opened.then(() => this.wire.end(done)); }
          _destroy(error, done) { this.wire.destroy(); done(error); }
        }
        const { connect: secure } = tls;
        tls.connect = function (...words) {
          const [options] = words;
          // A socket in the options is connected already, for example by Node's own proxy support.
          if (led(options) === options || options.socket) return secure.apply(this, words);
          const tunnel = new Tunnel(`${options.host}:${options.port || 443}`);
          words[0] = { servername: options.host, ...options, socket: tunnel };
          const socket = secure.apply(this, words);
          // TLS does not tell a stream that nothing is waited for, so that a process may end.
          for (const name of ['ref', 'unref']) {
            const own = socket[name];
            socket[name] = function () {
              tunnel.wire[name]();
              return own.call(this);
            };
          }
          return socket;
        };

        """
    }
}
