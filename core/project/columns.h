#pragma once

// Private to core/project.

#include "core/project/nouns.h"

#include <concepts>
#include <string_view>
#include <tuple>
#include <type_traits>

/// Which table holds a noun, and which column each of its members: the one place that storing,
/// loading and dumping go by. `id` comes first in every table and is not listed.
namespace kinovar::project {

template <class Noun>
struct Table;
template <>
struct Table<Reel> {
    static constexpr const char* name = "reels";
};
template <>
struct Table<Shot> {
    static constexpr const char* name = "shots";
};
template <>
struct Table<Take> {
    static constexpr const char* name = "takes";
};
template <>
struct Table<Analysis> {
    static constexpr const char* name = "analyses";
};
template <>
struct Table<Fix> {
    static constexpr const char* name = "fixes";
};
template <>
struct Table<Hint> {
    static constexpr const char* name = "hints";
};
template <>
struct Table<Flag> {
    static constexpr const char* name = "flags";
};
template <>
struct Table<Consent> {
    static constexpr const char* name = "consents";
};
template <>
struct Table<Marker> {
    static constexpr const char* name = "markers";
};
template <>
struct Table<RenderJob> {
    static constexpr const char* name = "render_jobs";
};

/// Bytes that are no text.
template <class Bytes>
struct Blob {
    Bytes& bytes;
};

template <class Noun, class Which>
concept Is = std::same_as<std::remove_const_t<Noun>, Which>;

template <Is<Reel> Noun, class Visit>
void visit_columns(Noun& reel, Visit&& visit) {
    visit("name", reel.name);
    visit("path", reel.path);
    visit("bytes", reel.bytes);
    visit("frames", reel.frames);
    visit("width", reel.width);
    visit("height", reel.height);
    visit("rate_num", reel.rate.num);
    visit("rate_den", reel.rate.den);
    visit("source_chain", reel.source_chain);
    visit("chain", reel.chain);
    visit("note", reel.note);
}

template <Is<Shot> Noun, class Visit>
void visit_columns(Noun& shot, Visit&& visit) {
    visit("reel", shot.reel);
    visit("first", shot.first);
    visit("last", shot.last);
    visit("name", shot.name);
    visit("note", shot.note);
    visit("pick", shot.pick);
}

template <Is<Take> Noun, class Visit>
void visit_columns(Noun& take, Visit&& visit) {
    visit("shot", take.shot);
    visit("name", take.name);
    visit("chain", take.chain);
    visit("rating", take.rating);
    visit("note", take.note);
}

template <Is<Analysis> Noun, class Visit>
void visit_columns(Noun& analysis, Visit&& visit) {
    visit("reel", analysis.reel);
    visit("kind", analysis.kind);
    visit("data", analysis.data);
}

template <Is<Fix> Noun, class Visit>
void visit_columns(Noun& fix, Visit&& visit) {
    visit("take", fix.take);
    visit("first", fix.first);
    visit("last", fix.last);
    visit("kind", fix.kind);
    visit("params", fix.values);
    visit("pixels", Blob{fix.pixels});
    visit("enabled", fix.enabled);
}

template <Is<Hint> Noun, class Visit>
void visit_columns(Noun& hint, Visit&& visit) {
    visit("reel", hint.reel);
    visit("first", hint.first);
    visit("last", hint.last);
    visit("params", hint.values);
    visit("citation", hint.citation);
    visit("documented", hint.documented);
}

template <Is<Flag> Noun, class Visit>
void visit_columns(Noun& flag, Visit&& visit) {
    visit("reel", flag.reel);
    visit("first", flag.first);
    visit("last", flag.last);
    visit("kind", flag.kind);
    visit("severity", flag.severity);
    visit("text", flag.text);
    visit("state", flag.state);
    visit("params", flag.values);
}

template <Is<Consent> Noun, class Visit>
void visit_columns(Noun& consent, Visit&& visit) {
    visit("person", consent.person);
    visit("relation", consent.relation);
    visit("granted_by", consent.granted_by);
    visit("ground", consent.ground);
    visit("scope", consent.scope);
    visit("date", consent.date);
    visit("source", consent.source);
    visit("note", consent.note);
}

template <Is<Marker> Noun, class Visit>
void visit_columns(Noun& marker, Visit&& visit) {
    visit("reel", marker.reel);
    visit("frame", marker.frame);
    visit("text", marker.text);
}

template <Is<RenderJob> Noun, class Visit>
void visit_columns(Noun& job, Visit&& visit) {
    visit("reel", job.reel);
    visit("first", job.first);
    visit("last", job.last);
    visit("output", job.output);
    visit("options", job.options);
    visit("state", job.state);
    visit("message", job.message);
}

/// Calls f.operator()<Noun>() for every kind, in the order of Row.
template <class F, class... Nouns>
void for_each_of(F&& f, const std::variant<Nouns...>* /*row*/) {
    (f.template operator()<Nouns>(), ...);
}
template <class F>
void for_each_noun(F&& f) {
    for_each_of(f, static_cast<const Row*>(nullptr));
}

} // namespace kinovar::project
