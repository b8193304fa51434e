#include <stdint.h>

// Writes the demo seed, as the store that `make demo` makes of seed/demo.json, to a file;
// 0 where it could not.
int32_t seatfiller_write_demo(int32_t descriptor);
