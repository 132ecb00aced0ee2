#include "core/media/audio_reader.h"
