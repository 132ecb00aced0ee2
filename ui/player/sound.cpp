#include "ui/player/sound.h"

namespace kinovar::ui {

class Sound::Feed {};
class Sound::Output {};

Sound::Sound() = default;
Sound::~Sound() = default;

void Sound::open(const std::filesystem::path& /*path*/) {}

bool Sound::exists() const {
    return false;
}

void Sound::start(double /*seconds*/, double /*speed*/) {}

void Sound::stop() {}

void Sound::set_volume(double volume) {
    volume_ = volume;
}

std::optional<double> Sound::time() const {
    return std::nullopt;
}

} // namespace kinovar::ui
