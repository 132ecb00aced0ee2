#pragma once

#include "core/base/fields.h"
#include "core/steps/retouch/fix.h"
#include "ui/studio/actions.h"

#include <QWidget>

namespace kinovar::ui {

class ColourButton;
class FixKeys;
class FoldingSection;
class ParameterForm;
class Studio;
class TrackingPane;

/// The chosen fix: what it is, when and how it shows, its keys, and how it fares through its life.
/// Hidden where none is chosen.
class FixForm : public QWidget {
    Q_OBJECT

public:
    FixForm(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    [[nodiscard]] const retouch::Fix* fix() const;
    [[nodiscard]] std::vector<FieldInfo> life_fields(const retouch::Fix& one) const;
    void follow();
    [[nodiscard]] Status check(const std::string& name, const FieldValue& value) const;
    void take(const QString& name, const FieldValue& value, bool dragging);
    [[nodiscard]] QString put(retouch::Fix& into, const std::string& name,
                              const FieldValue& value) const;

    Studio& studio_;
    FoldingSection* section_;
    ColourButton* swatch_;
    ParameterForm* kind_;
    ParameterForm* life_;
    FixKeys* keys_;
    TrackingPane* tracking_;
    int gesture_ = 0; ///< counts drags, so that each is one entry of the undo list
};

} // namespace kinovar::ui
