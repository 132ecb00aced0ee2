#include "ui/player/player.h"
