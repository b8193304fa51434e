// The code is CommonJS, because Jest loads no ES modules unless its user turns on an experiment.
import seatfiller from "./lib/index.cjs";

export const { ControlError, Filler, World, serve } = seatfiller;
