import HTTP
import JSON

/// What Node loads first, so that one too old for a proxy of its own finds the emulator.
struct NodeScript {
    let text: String

    /// - Parameters:
    ///   - hosts: those that are emulated.
    ///   - url: `http://127.0.0.1:7328`
    ///   - world: the world that is asked over TLS; nil for the default one.
    init(leading hosts: [String], to url: String, in world: String?) {
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        let colon = authority.lastIndex(of: ":") ?? authority.endIndex
        let host = authority[..<colon].filter { $0 != "[" && $0 != "]" }
        let port = authority[colon...].dropFirst()
        let names = JSON.array(hosts.map(JSON.string)).text
        text = """
            'use strict';
            // Leads what is meant for the emulated hosts to the emulator; the name that TLS asks
            // for stays. Whatever connects does so here: https, http, fetch, tls and net.
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
              // Node has read the words already where they are a list.
              if (Array.isArray(words[0])) words[0][0] = led(words[0][0]);
              else if (typeof words[0] === 'object') words[0] = led(words[0]);
              else if (typeof words[1] === 'string') {
                words.splice(0, 2, led({ port: words[0], host: words[1] }));
              }
              return connect.apply(this, words);
            };

            """ + (world.map(Self.tunnels) ?? "")
    }

    /// What leads TLS through the emulator as a proxy, to which alone a world can be named.
    private static func tunnels(to world: String) -> String {
        """
        // What TLS is to be spoken on: a stream that begins with CONNECT, whose user is the world.
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
          // Not where something else has connected already, such as a proxy of Node's own.
          if (led(options) !== options && !options.socket) {
            const socket = new Tunnel(`${options.host}:${options.port || 443}`);
            words[0] = { servername: options.host, ...options, socket };
          }
          return secure.apply(this, words);
        };

        """
    }
}
