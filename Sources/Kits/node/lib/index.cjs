"use strict";

const { ControlError } = require("./control-error.cjs");
const { Filler } = require("./filler.cjs");
const { World } = require("./world.cjs");
const { serve } = require("./serve.cjs");

module.exports = { ControlError, Filler, World, serve };
