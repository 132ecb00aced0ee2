#pragma once

// Private to core/media: EncodeSpec in FFmpeg's terms.

#include "core/media/encode_spec.h"
#include "core/media/ffmpeg.h"

#include <string>

namespace kinovar::media {

/// The spec that segments are encoded with. It is the film's own but for GIF, whose segments are
/// lossless RGB until one palette for all is known.
[[nodiscard]] EncodeSpec segment_spec(const EncodeSpec& spec);

/// What the encoder of `spec` (a film codec) takes as input.
[[nodiscard]] AVPixelFormat encoder_format(const EncodeSpec& spec);

/// A fresh encoder with time base 1/rate and its headers in extradata. Opened twice for one spec,
/// it gives the same bytes for the same frames.
[[nodiscard]] Result<ffmpeg::CodecContext> open_encoder(const EncodeSpec& spec);

/// Fills the parameters of a stream that carries `spec`, all but extradata and codec tag.
void describe_stream(AVCodecParameters& parameters, const EncodeSpec& spec);

} // namespace kinovar::media
