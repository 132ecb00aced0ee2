#include "tests/window/studio_window.h"
