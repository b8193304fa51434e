"use strict";

/** An answer of the control plane that is not a success, in the form of RFC 9457. */
class ControlError extends Error {
    name = "ControlError";

    /**
     * @param {string} call The method and the URL.
     * @param {object} problem The content of the answer.
     */
    constructor(call, { status, code, detail, hint, reasons, misses }) {
        super(`${code}: ${detail}\n${hint ? `${hint}\n` : ""}(${status} of ${call})`);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.hint = hint;
        if (reasons) this.reasons = reasons;
        if (misses) this.misses = misses;
    }

    /** The error that an answer tells of, which may be that of a proxy in between. */
    static of(call, { status, text }) {
        let problem;
        try {
            problem = JSON.parse(text);
        } catch {
            problem = undefined;
        }
        if (problem?.code !== undefined) return new ControlError(call, problem);
        return new ControlError(call, { status, code: "no-problem", detail: text, hint: "" });
    }
}

module.exports = { ControlError };
