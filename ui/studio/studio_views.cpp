#include "ui/studio/studio.h"
