#include "core/steps/colourise/time/carry.h"

namespace kinovar::colourise {

struct Carrier::State {
    std::shared_ptr<const Motion> motion;
    std::vector<std::int64_t> keys;
    ChromaOf chroma_of;
};

Carrier::Carrier(std::shared_ptr<const Motion> motion, std::vector<std::int64_t> keys,
                 ChromaOf chroma_of)
    : state_(new State{std::move(motion), std::move(keys), std::move(chroma_of)}) {}
Carrier::~Carrier() = default;

Result<Chroma> Carrier::at(std::int64_t /*n*/, const pipeline::Pull& /*pull*/) const {
    KINOVAR_TRY_ASSIGN(const auto key, state_->chroma_of(state_->keys.front()));
    return Chroma{key->ab.clone(), key->confidence.clone()};
}

} // namespace kinovar::colourise
