#include "ui/player/sound_feed.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

using media::AudioReader;

constexpr std::size_t kChannels = AudioReader::kChannels;
/// Half a second is read ahead, in blocks of 20 ms.
constexpr std::size_t kRing = kChannels * AudioReader::kRate / 2;
constexpr std::size_t kBlock = kChannels * AudioReader::kRate / 50;

} // namespace

SoundFeed::SoundFeed(std::filesystem::path path) : path_(std::move(path)), ring_(kRing) {
    thread_ = std::jthread([this](const std::stop_token& stop) {
        serve(stop);
        ended_ = true;
    });
}

SoundFeed::~SoundFeed() = default;

void SoundFeed::begin(double seconds, double speed) {
    {
        const std::lock_guard lock(mutex_);
        running_ = true;
        ++beginnings_;
        next_ = seconds * AudioReader::kRate;
        speed_ = speed;
        count_ = 0;
    }
    changed_.notify_all();
}

void SoundFeed::stop() {
    const std::lock_guard lock(mutex_);
    running_ = false;
    count_ = 0;
}

void SoundFeed::take(std::span<float> interleaved) {
    std::size_t taken = 0;
    {
        const std::lock_guard lock(mutex_);
        taken = std::min(interleaved.size(), count_);
        for (std::size_t i = 0; i < taken; ++i) {
            interleaved[i] = ring_[(head_ + i) % kRing];
        }
        head_ = (head_ + taken) % kRing;
        count_ -= taken;
    }
    changed_.notify_all();
    std::fill(interleaved.begin() + static_cast<std::ptrdiff_t>(taken), interleaved.end(), 0.0F);
}

void SoundFeed::serve(const std::stop_token& stop) {
    const auto reader = AudioReader::open(path_);
    has_sound_ = reader.has_value();
    if (!reader) {
        return;
    }
    std::vector<float> block(kBlock);
    while (true) {
        double from = 0;
        double speed = 1;
        std::uint64_t beginning = 0;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [&] { return running_ && count_ + kBlock <= kRing; })) {
                return;
            }
            from = next_;
            speed = speed_;
            beginning = beginnings_;
        }
        const bool good = fill(**reader, from, speed, block);
        const std::lock_guard lock(mutex_);
        if (!good) {
            running_ = false; // the rest of the film plays in silence
        } else if (running_ && beginning == beginnings_) {
            for (std::size_t i = 0; i < kBlock; ++i) {
                ring_[(head_ + count_ + i) % kRing] = block[i];
            }
            count_ += kBlock;
            next_ = from + speed * static_cast<double>(kBlock / kChannels);
        }
    }
}

/// A block from between the film's samples.
bool SoundFeed::fill(AudioReader& reader, double from, double speed,
                     std::vector<float>& block) const {
    const auto first = static_cast<std::int64_t>(std::floor(from));
    const std::size_t frames = block.size() / kChannels;
    const auto needed =
        static_cast<std::size_t>(std::ceil(speed * static_cast<double>(frames))) + 2;
    std::vector<float> film(needed * kChannels);
    if (!reader.read(first, film)) {
        return false;
    }
    for (std::size_t i = 0; i < frames; ++i) {
        const double at = from - static_cast<double>(first) + speed * static_cast<double>(i);
        const auto left = static_cast<std::size_t>(at);
        const auto part = static_cast<float>(at - static_cast<double>(left));
        for (std::size_t c = 0; c < kChannels; ++c) {
            const float a = film[left * kChannels + c];
            const float b = film[(left + 1) * kChannels + c];
            block[i * kChannels + c] = a + part * (b - a);
        }
    }
    return true;
}

} // namespace kinovar::ui
