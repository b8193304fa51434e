#include <stdint.h>

// How long the demo seed is, as the store that `make demo` makes of seed/demo.json.
extern const int64_t seatfiller_demo_size;

// Writes it into a file; 0 where it could not.
int32_t seatfiller_write_demo(int32_t descriptor, int64_t offset);
