import HTTP
import JSON

/// What Node loads first, so that one too old for a proxy of its own finds the emulator.
struct NodeScript {
    let text: String

    /// - Parameters:
    ///   - hosts: those that are emulated.
    ///   - url: `http://127.0.0.1:7328`
    init(leading hosts: [String], to url: String) {
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

            """
    }
}
