#pragma once

#include "ui/forms/two_line_delegate.h"
#include "ui/studio/studio.h"

#include <QAbstractListModel>
#include <QColor>
#include <QStringList>

namespace kinovar::ui {

/// The flags of the current reel that a filter lets through, the worst first.
class FlagListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = TwoLineDelegate::kOwnRoles,
        SeverityRole,
        ProposalRole ///< what accepting it would do, in words; empty: nothing is proposed
    };

    explicit FlagListModel(Studio& studio, QObject* parent = nullptr);

    /// Nothing given: all states. Empty: all kinds.
    void set_filter(std::optional<project::FlagState> state, const QString& kind);
    /// Kinds that the reel has flags of, in order.
    [[nodiscard]] const QStringList& kinds() const { return kinds_; }
    [[nodiscard]] int open_count() const { return open_; }
    [[nodiscard]] int all_count() const { return all_; }
    [[nodiscard]] const project::Flag* flag_at(const QModelIndex& index) const;
    [[nodiscard]] int row_of(project::Id flag) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Yellow for what hardly matters to red for the worst.
    [[nodiscard]] static QColor colour_of(double severity);

Q_SIGNALS:
    void counted(); ///< counts or kinds may be others

private:
    void take_flags();
    [[nodiscard]] QString title_of(const project::Flag& flag) const;
    [[nodiscard]] QString detail_of(const project::Flag& flag) const;

    Studio& studio_;
    std::optional<project::FlagState> state_ = project::FlagState::Open;
    QString kind_;
    std::vector<project::Id> flags_;
    QStringList kinds_;
    int open_ = 0;
    int all_ = 0;
};

/// "Open", "Accepted" …
[[nodiscard]] QString state_text(project::FlagState state);

} // namespace kinovar::ui
