#include "core/credentials/mark.h"

namespace kinovar::credentials {
void draw_visible_mark(Frame& /*frame*/) {}
} // namespace kinovar::credentials
