#pragma once

// Private to fixes as JSON: what there is, described once for Writer and Reader.

#include "core/steps/retouch/fix_fields.h"

namespace kinovar::retouch::json {

inline constexpr double kMostSize = 4;
inline constexpr double kMostScale = 64;
inline constexpr double kMostReach = 240;
inline constexpr Limits kSize{1e-6, kMostSize};
inline constexpr Limits kFrames{0, static_cast<double>(kLastOfAnyFilm)};
inline constexpr Limits kShift{-static_cast<double>(kLastOfAnyFilm),
                               static_cast<double>(kLastOfAnyFilm)};
inline constexpr std::array kShapes{"stroke", "outline"};
inline constexpr std::array kModes{"normal", "lighten", "darken", "colour"};
inline constexpr std::array kMethods{"auto", "neighbours", "surroundings", "model"};
inline constexpr std::array kMoves{"push", "pinch", "bloat", "restore"};
inline constexpr std::array kTextures{"real", "synthetic"};
inline constexpr std::array kFollows{"still", "region", "face"};

inline constexpr auto describe_brush = [](auto& as, Brush& brush) {
    as.number("size", brush.size, kSize);
    as.number("hardness", brush.hardness, kShare);
    as.number("opacity", brush.opacity, kShare);
    as.number("flow", brush.flow, kShare);
    as.toggle("pressure_sizes", brush.pressure_sizes);
    as.toggle("pressure_thins", brush.pressure_thins);
};
inline constexpr auto describe_mark = [](auto& as, Mark& mark) {
    as.choice("shape", mark.shape, kShapes);
    as.toggle("adds", mark.adds);
    as.object("brush", mark.brush, describe_brush);
    as.points("points", mark.points);
};
inline constexpr auto describe_source = [](auto& as, Source& source) {
    as.text("stage", source.stage);
    as.whole("frame", source.frame, kShift);
    as.whole("take", source.take, kFrames);
};
inline constexpr auto describe_move = [](auto& as, WarpMove& move) {
    as.choice("kind", move.kind, kMoves);
    as.number("size", move.size, kSize);
    as.number("strength", move.strength, kShare);
    as.points("points", move.points);
};
inline constexpr auto describe_handle = [](auto& as, WarpHandle& handle) {
    constexpr Limits kLandmark{-1, 467};
    as.whole("landmark", handle.landmark, kLandmark);
    as.place("from", handle.from);
    as.place("to", handle.to);
    as.number("radius", handle.radius, kSize);
};
inline constexpr auto describe_key = [](auto& as, Key& key) {
    constexpr Limits kMove{-kFar, kFar};
    constexpr Limits kScale{1 / kMostScale, kMostScale};
    constexpr Limits kTurn{-3600, 3600};
    as.whole("frame", key.frame, kFrames);
    as.number("dx", key.pose.dx, kMove);
    as.number("dy", key.pose.dy, kMove);
    as.number("scale", key.pose.scale, kScale);
    as.number("turn", key.pose.turn, kTurn);
};
inline constexpr auto describe_anchor = [](auto& as, Anchor& anchor) {
    constexpr Limits kAspect{1e-3, 1e3};
    as.number("aspect", anchor.aspect, kAspect);
    as.luma("luma", anchor.luma);
};

struct DescribeKind {
    template <class As>
    void operator()(As& as, Paint& paint) const {
        as.rgb("colour", paint.colour);
        as.choice("mode", paint.mode, kModes);
        as.toggle("grain", paint.grain);
    }
    template <class As>
    void operator()(As& as, Clone& clone) const {
        as.object("from", clone.from, describe_source);
        as.place("offset", clone.offset);
    }
    template <class As>
    void operator()(As& as, Heal& heal) const {
        as.object("from", heal.from, describe_source);
        as.maybe_place("offset", heal.offset);
    }
    template <class As>
    void operator()(As& as, Reveal& reveal) const {
        as.text("stage", reveal.stage);
    }
    template <class As>
    void operator()(As& as, Inpaint& inpaint) const {
        as.choice("method", inpaint.method, kMethods);
        as.text("model", inpaint.model);
        as.whole("reach", inpaint.reach, {1, kMostReach});
    }
    template <class As>
    void operator()(As& as, Warp& warp) const {
        as.list("moves", warp.moves, describe_move);
        as.list("handles", warp.handles, describe_handle);
    }
    template <class As>
    void operator()(As& as, Texture& texture) const {
        as.choice("what", texture.what, kTextures);
        as.object("from", texture.from, describe_source);
        as.places("reference", texture.reference);
        as.number("strength", texture.strength, kShare);
    }
    template <class As>
    void operator()(As& as, Replace& replace) const {
        as.object("from", replace.from, describe_source);
        as.toggle("align", replace.align);
        as.toggle("match_colour", replace.match_colour);
    }
};

/// What a row of a project keeps beside kind, range and mask.
template <class As>
void describe_body(As& as, Fix& fix) {
    std::visit(
        [&](auto& kind) {
            as.object("with", kind, [](auto& inner, auto& it) { DescribeKind{}(inner, it); });
        },
        fix.kind);
    as.list("marks", fix.area.marks, describe_mark);
    as.number("feather", fix.area.feather, {0, kMostSize});
    as.toggle("inverted", fix.area.inverted);
    as.whole("ease_in", fix.ease_in, kFrames);
    as.whole("ease_out", fix.ease_out, kFrames);
    as.number("opacity", fix.opacity, kShare);
    as.whole("drawn_at", fix.drawn_at, kFrames);
    as.choice("follow", fix.follow, kFollows);
    as.list("keys", fix.keys, describe_key);
    as.maybe("anchor", fix.anchor, describe_anchor);
    as.text("note", fix.note);
}

/// What a row of a project keeps by itself.
template <class As>
void describe_frame(As& as, Fix& fix) {
    as.whole("id", fix.id, kFrames);
    as.whole("first", fix.first, kFrames);
    as.whole("last", fix.last, kFrames);
    as.bytes("mask", fix.area.mask);
}

} // namespace kinovar::retouch::json
