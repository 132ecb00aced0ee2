#include "ui/studio/text.h"
