#include "ui/player/sound.h"

#include "ui/player/sound_feed.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>
#include <algorithm>

namespace kinovar::ui {

namespace {

/// Short, so that a change of place or speed is heard at once.
constexpr int kBufferMs = 80;
constexpr double kMicrosecond = 1e-6;

QAudioFormat format_of_film() {
    QAudioFormat format;
    format.setSampleRate(media::AudioReader::kRate);
    format.setChannelCount(media::AudioReader::kChannels);
    format.setSampleFormat(QAudioFormat::Float);
    return format;
}

/// What the output reads from; never at an end.
class FeedDevice : public QIODevice {
public:
    explicit FeedDevice(SoundFeed& feed) : feed_(feed) { open(QIODevice::ReadOnly); }
    [[nodiscard]] qint64 bytesAvailable() const override {
        constexpr qint64 kAlways = 1 << 20;
        return kAlways + QIODevice::bytesAvailable();
    }
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char* data, qint64 size) override {
        constexpr qint64 kFrame = media::AudioReader::kChannels * sizeof(float);
        samples_.resize(static_cast<std::size_t>(size / kFrame) * media::AudioReader::kChannels);
        feed_.take(samples_);
        const auto bytes = static_cast<qint64>(samples_.size() * sizeof(float));
        std::copy_n(reinterpret_cast<const char*>(samples_.data()), bytes, data);
        return bytes;
    }
    qint64 writeData(const char* /*data*/, qint64 /*size*/) override { return -1; }

private:
    SoundFeed& feed_;
    std::vector<float> samples_;
};

} // namespace

class Sound::Output {
public:
    Output(const QAudioDevice& device, SoundFeed& feed)
        : source_(feed), sink_(device, format_of_film()) {
        sink_.setBufferSize(format_of_film().bytesForDuration(kBufferMs * 1000));
        sink_.start(&source_);
    }
    ~Output() { sink_.stop(); }

    [[nodiscard]] bool works() const { return sink_.error() == QAudio::NoError; }
    void set_volume(double volume) { sink_.setVolume(volume); }
    /// Seconds since the start that were heard; what lies in the buffer was not.
    [[nodiscard]] double heard() const {
        const qint64 waiting = format_of_film().durationForBytes(
            static_cast<qint32>(sink_.bufferSize() - sink_.bytesFree()));
        return static_cast<double>(std::max<qint64>(0, sink_.processedUSecs() - waiting)) *
               kMicrosecond;
    }

private:
    FeedDevice source_;
    QAudioSink sink_; // last: it stops before its source goes
};

Sound::Sound() = default;

Sound::~Sound() {
    output_.reset();
}

void Sound::open(const std::filesystem::path& path) {
    reap();
    if (feed_ && feed_->path() == path) {
        return;
    }
    output_.reset();
    if (feed_) {
        feed_->retire();
        retired_.push_back(std::move(feed_));
    }
    feed_ = path.empty() ? nullptr : std::make_unique<SoundFeed>(path);
}

void Sound::reap() {
    retired_.erase(std::remove_if(retired_.begin(), retired_.end(),
                                  [](const auto& feed) { return feed->ended(); }),
                   retired_.end());
}

bool Sound::exists() const {
    return feed_ && feed_->has_sound();
}

void Sound::start(double seconds, double speed) {
    stop();
    if (!exists()) {
        return;
    }
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    if (device.isNull() || !device.isFormatSupported(format_of_film())) {
        return;
    }
    from_ = seconds;
    speed_ = speed;
    feed_->begin(seconds, speed);
    output_ = std::make_unique<Output>(device, *feed_);
    output_->set_volume(volume_);
    if (!output_->works()) {
        stop();
    }
}

void Sound::stop() {
    output_.reset();
    if (feed_) {
        feed_->stop();
    }
}

void Sound::set_volume(double volume) {
    volume_ = volume;
    if (output_) {
        output_->set_volume(volume);
    }
}

std::optional<double> Sound::time() const {
    if (!output_ || !output_->works() || output_->heard() <= 0) {
        return std::nullopt;
    }
    return from_ + speed_ * output_->heard();
}

} // namespace kinovar::ui
