#include "ui/studio/settings.h"
