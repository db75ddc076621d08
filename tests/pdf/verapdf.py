"""veraPDF, the judge of PDF/A and PDF/UA: found in the local Maven repository, or fetched into it by Maven."""

import glob
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET

VERSION = '1.28.2'
ARTIFACT = 'org.verapdf.apps:greenfield-apps:' + VERSION
MAIN = 'org.verapdf.apps.GreenfieldCliWrapper'


def find():
    """Path of the program's archive, or None with the reason."""
    if not shutil.which('java'):
        return None, 'no Java here'
    pattern = os.path.expanduser('~/.m2/repository/org/verapdf/apps/greenfield-apps/%s/*-apps-%s.jar' % (VERSION, VERSION))
    found = glob.glob(pattern)
    if not found and shutil.which('mvn'):
        subprocess.run(['mvn', '-q', 'dependency:get', '-Dtransitive=false', '-Dartifact=' + ARTIFACT],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, check=False)
        found = glob.glob(pattern)
    return (found[0], '') if found else (None, 'veraPDF is not here and could not be had')


def validate(archive, flavour, files):
    """File name → list of failed rules ("7.1 t3 ×2: what it says"), for many files in one run: Java starts slowly."""
    command = ['java', '-Xshare:auto', '-XX:TieredStopAtLevel=1', '-cp', archive, MAIN, '--flavour', flavour,
               '--maxfailuresdisplayed', '2'] + list(files)
    output = subprocess.run(command, capture_output=True, text=True, timeout=900).stdout
    verdicts = {}
    for job in ET.fromstring(output).iter('job'):
        name = os.path.basename(job.findtext('item/name'))
        report = job.find('validationReport')
        if report is None:
            verdicts[name] = ['no report: ' + (job.findtext('.//exceptionMessage') or 'unknown')]
            continue
        verdicts[name] = ['%s t%s ×%s: %s' % (rule.get('clause'), rule.get('testNumber'), rule.get('failedChecks'),
                                             rule.findtext('description'))
                          for rule in report.iter('rule') if rule.get('status') == 'failed']
        if report.get('isCompliant') != 'true' and not verdicts[name]:
            verdicts[name] = ['not compliant']
    return verdicts
