#include "core/steps/colourise/time/chroma_filter.h"

namespace kinovar::colourise {

Result<Chroma> calmed(std::int64_t n, double /*strength*/, const ChromaOf& chroma_of,
                      const Motion& /*motion*/, const pipeline::Pull& /*pull*/) {
    KINOVAR_TRY_ASSIGN(const auto chroma, chroma_of(n));
    return Chroma{chroma->ab.clone(), chroma->confidence.clone()};
}

} // namespace kinovar::colourise
