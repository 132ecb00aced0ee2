#pragma once

#include "core/base/fields.h"
#include "ui/studio/actions.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QGroupBox;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace kinovar::ui {

class ConsentForm;
class LivePreview;
class MessageStrip;
class ParameterForm;
class Studio;

/// The portrait: preview, faces, what stands in the way, motion, settings, consent, export.
class PortraitPanel : public QWidget {
    Q_OBJECT

public:
    PortraitPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    void export_wanted();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void add_actions();
    void add_parts(QVBoxLayout& column);
    void add_settings(QVBoxLayout& column);
    void add_consent(QVBoxLayout& column);
    void add_ends(QVBoxLayout& column);
    QPushButton* button_of(const char* action, const char* name);
    void follow();
    void follow_trouble();
    void take_setting(const QString& name, const FieldValue& value, bool dragging);
    void show_refusal(const QString& reason);
    void open_consent();

    Studio& studio_;
    Actions& actions_;
    LivePreview* preview_;
    QWidget* moving_parts_ = nullptr;
    QLabel* intro_;
    QPushButton* animate_ = nullptr;
    QToolButton* landmarks_ = nullptr;
    MessageStrip* trouble_;
    QPushButton* get_models_ = nullptr;
    ParameterForm* form_ = nullptr;
    QCheckBox* restores_ = nullptr;
    QLabel* consent_ = nullptr;
    ConsentForm* consent_form_ = nullptr;
    int gesture_ = 0; ///< counts drags, so that each is one entry of the undo list
};

} // namespace kinovar::ui
