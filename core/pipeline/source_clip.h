#pragma once

#include "core/media/reel_reader.h"
#include "core/pipeline/clip.h"

namespace kinovar::pipeline {

/// The scan: a clip over a reel reader. Threads that ask for neighbouring frames out of order do
/// not make the decoder jump back: a short run of decoded frames is kept.
class SourceClip final : public Clip {
public:
    static Result<std::shared_ptr<const SourceClip>> open(const std::filesystem::path& path,
                                                          const media::ReaderOptions& options = {});
    ~SourceClip() override;
    [[nodiscard]] const ClipInfo& info() const override;
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override;
    [[nodiscard]] const media::MediaInfo& media() const;
    [[nodiscard]] std::vector<media::DamagedFrame> damaged() const;

private:
    struct State;
    explicit SourceClip(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace kinovar::pipeline
