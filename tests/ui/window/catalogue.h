#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace kinovar::test {

/// A text of a .ts file.
struct CatalogueText {
    QString context;
    QString source;
    QStringList translations; ///< more than one: plural forms
    bool plural = false;
    bool finished = true;
};

/// All texts of a .ts file; empty when it cannot be read.
[[nodiscard]] QList<CatalogueText> read_catalogue(const QString& path);

} // namespace kinovar::test
