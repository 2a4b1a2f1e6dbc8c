// EXCLUDE_OBJECT and its kin.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/exclude_object.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/json_text.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using base::Value;
using printer::CommandError;

// A print of more objects is a mistake; lists of them go out with every status.
constexpr std::size_t most_objects = 10'000;

const std::string& name_of(const Value& object) {
    return *object.find("name")->as<std::string>();
}

Value json_parameter(const std::string& key, const std::string& text) {
    if (auto value = parse_json(text)) return std::move(*value);
    throw CommandError("EXCLUDE_OBJECT_DEFINE: cannot read " + key + "=" + gcode::shown(text) +
                       "; it needs numbers: CENTER=60,60 or POLYGON=[[50,50],[70,50],[60,70]]");
}

template <class Names>
std::string in_one_line(const Names& names) {
    std::string line;
    for (const std::string& name : names) line += (line.empty() ? "" : " ") + name;
    return line;
}

}  // namespace

ExcludeObject::ExcludeObject(const Config&, printer::Context& context)
    : context_(context),
      gcode_move_(context.modules.the<GcodeMove>()),
      moves_(context.modules.the<ToolheadModule>().toolhead()),
      print_forgotten_(
          context.events.print_forgotten.connect([this](const auto&) { forget_objects(); })) {}

void ExcludeObject::forget_objects() {
    objects_.clear();
    excluded_.clear();
    current_.reset();
    tell_moves();
    if (!moves_.in_use()) return;
    gcode_move_.path().take_out(moves_);
    gcode_move_.follow_machine();
}

void ExcludeObject::tell_moves() {
    moves_.set_excluding(current_ && excluded_.contains(*current_));
}

void ExcludeObject::define(const gcode::Line& line) {
    const auto parameters = gcode::parameters(line);
    if (!parameters) throw CommandError(parameters.error().what);
    const auto given = [&](const char* key) {
        const auto* text = parameters->find(key);
        return text && !text->empty();
    };
    if (given("RESET"))
        forget_objects();
    else if (given("NAME"))
        define_object(base::upper_case(*parameters->find("NAME")), *parameters);
    else
        list_objects(parameters->find("JSON") != nullptr);
}

void ExcludeObject::define_object(const std::string& name, const gcode::Parameters& parameters) {
    if (objects_.size() >= most_objects)
        throw CommandError("EXCLUDE_OBJECT_DEFINE: more than " + std::to_string(most_objects) +
                           " objects");
    Value object;
    object["name"] = name;
    for (const auto& [key, value] : parameters.entries())
        if (key != "NAME" && key != "CENTER" && key != "POLYGON") object[key] = value;
    if (const auto* center = parameters.find("CENTER"))
        object["center"] = json_parameter("CENTER", "[" + *center + "]");
    if (const auto* polygon = parameters.find("POLYGON"))
        object["polygon"] = json_parameter("POLYGON", *polygon);
    const auto after = [](const std::string& wanted, const Value& other) {
        return wanted < name_of(other);
    };
    const auto place = std::upper_bound(objects_.begin(), objects_.end(), name, after);
    objects_.insert(place, std::move(object));
}

void ExcludeObject::list_objects(bool as_json) {
    std::vector<std::string> names;
    for (const Value& object : objects_) names.push_back(name_of(object));
    context_.console.info("Known objects: " +
                          (as_json ? base::to_json(objects_) : in_one_line(names)));
}

void ExcludeObject::begin(const Begin& request) {
    const std::string name = base::upper_case(request.name);
    const bool known = std::any_of(objects_.begin(), objects_.end(), [&](const Value& object) {
        return name_of(object) == name;
    });
    if (!known) define_object(name, {{}, {}});
    current_ = name;
    tell_moves();
}

void ExcludeObject::end(const End& request) {
    if (!current_ && moves_.in_use()) {
        context_.console.info("EXCLUDE_OBJECT_END called, but no object is currently active");
        return;
    }
    if (request.name && base::upper_case(*request.name) != current_)
        context_.console.info(
            "EXCLUDE_OBJECT_END NAME=" + base::upper_case(*request.name) +
            " does not match the current object NAME=" + current_.value_or("None"));
    current_.reset();
    tell_moves();
}

void ExcludeObject::exclude(const Exclude& request) {
    const std::string name = base::upper_case(request.name);
    if (!request.reset.empty())
        name.empty() ? include_all() : include_object(name);
    else if (!name.empty())
        exclude_object(name);
    else if (request.current.empty())
        context_.console.info("Excluded objects: " + in_one_line(excluded_));
    else if (!current_)
        throw CommandError("There is no current object to cancel");
    else
        exclude_object(*current_);
}

void ExcludeObject::exclude_object(const std::string& name) {
    if (excluded_.contains(name)) return;
    if (!moves_.in_use()) {
        gcode_move_.path().put_first(moves_);
        moves_.begin();
    }
    context_.console.info("Excluding object " + name);
    excluded_.insert(name);
    tell_moves();
}

void ExcludeObject::include_object(const std::string& name) {
    context_.console.info("Unexcluding object " + name);
    excluded_.erase(name);
    tell_moves();
}

void ExcludeObject::include_all() {
    excluded_.clear();
    tell_moves();
}

ExcludeObject::Status ExcludeObject::status() const {
    return {.objects = objects_,
            .excluded_objects = Value::List(excluded_.begin(), excluded_.end()),
            .current_object = current_ ? Value(*current_) : Value()};
}

void ExcludeObject::describe(printer::Description<ExcludeObject>& module) {
    module.section("exclude_object").doc("Leaves out single objects of a print.");
    module
        .command<&ExcludeObject::begin>("EXCLUDE_OBJECT_START",
                                        "Marks the beginning the current object as labeled")
        .parameter<&Begin::name>("Name of the object.")
        .required();
    module.command<&ExcludeObject::end>("EXCLUDE_OBJECT_END", "Marks the end the current object")
        .parameter<&End::name>("Name of the object, to compare.");
    auto exclude = module.command<&ExcludeObject::exclude>(
        "EXCLUDE_OBJECT", "Cancel moves inside a specified objects");
    exclude.parameter<&Exclude::name>("The object to leave out.");
    exclude.parameter<&Exclude::current>("1 to leave out the one that is being printed.");
    exclude.parameter<&Exclude::reset>("1 to print the object again, or all without a name.");
    module
        .command<&ExcludeObject::define>("EXCLUDE_OBJECT_DEFINE", "Provides a summary of an object")
        .word("NAME", "Name of the object; without one, all are listed.", "string")
        .word("CENTER", "X,Y of its middle.", "string")
        .word("POLYGON", "Its outline, [[X,Y],...].", "string")
        .word("RESET", "1 to forget all objects.", "string")
        .word("JSON", "1 to list them as JSON.", "string");
    module.status<&Status::objects>("What is known of each object, by name.");
    module.status<&Status::excluded_objects>("The names of those that are left out.");
    module.status<&Status::current_object>("The one that is being printed, or null.");
}

}  // namespace escapement::modules
